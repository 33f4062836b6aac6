"""How much a first visit to a page moves over the wire: python -m tests.browser.wire http://127.0.0.1:8000/"""

import shutil
import sys


def bytes_by_file(page, address):
    """{address: bytes received, compressed and with headers} of a page and all it needs, opened in a new window."""
    asked, received = {}, {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.requestWillBeSent", lambda event: asked.update({event["requestId"]: event["request"]["url"]}))
    session.on(
        "Network.loadingFinished",
        lambda event: received.update({asked[event["requestId"]]: int(event["encodedDataLength"])}),
    )
    page.goto(address, wait_until="networkidle")
    return {url: size for url, size in received.items() if not url.startswith("data:")}


if __name__ == "__main__":
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        sizes = bytes_by_file(chromium.new_page(), sys.argv[1])
    for file, size in sizes.items():
        print(f"{size:8,} {file}")
    print(f"{sum(sizes.values()):8,} bytes in {len(sizes)} files")
