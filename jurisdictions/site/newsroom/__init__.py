"""What a newsroom takes with it: links that last, citations, structured data, pictures, cards for other sites."""
