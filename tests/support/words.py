"""The words of a page and its controls, as a reader has them with scripts and without."""

from playwright.sync_api import Page

# A form can be filled in and printed, and a button opens what it names, without any script.
CONTROLS = ":is(button, input, select, textarea):not(.checklist *, .record *):visible"


def words(page: Page) -> list[str]:
    # The means to filter, to choose, to save and to type once are there only while they work. What is not chosen stays.
    page.evaluate("""
      const made = "filter-rows, form-header, choose-forms, choose-items, my-progress, .records, noscript";
      document.querySelectorAll(`${made}, .record p.off-paper`).forEach((one) => one.remove());
      document.querySelectorAll("[data-form]").forEach((form) => { form.hidden = false; });
    """)
    return str(page.locator("main").inner_text()).split()
