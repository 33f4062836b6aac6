"""The page of a list that was asked for."""

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator


class Pages(Paginator):
    """Beyond the last page stands the last; for zero, less or no number at all the first."""

    def get_page(self, number):
        try:
            return self.page(number)
        except PageNotAnInteger:
            return self.page(1)
        except EmptyPage:
            return self.page(self.num_pages if int(number) > 0 else 1)
