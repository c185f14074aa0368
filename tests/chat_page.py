"""The web chat as a person uses it: reads, taps, writes. Every wait is Playwright's own."""

from collections.abc import Sequence
from dataclasses import dataclass

from playwright.async_api import FilePayload, Locator, Page, expect

from tests.browser import PATIENCE, Phone

expect.set_options(timeout=PATIENCE)


@dataclass
class ChatPage:
    page: Page

    @classmethod
    async def open(cls, phone: Phone, persona: str = "citizen") -> "ChatPage":
        """A new tab; the greeting has come."""
        chat = cls(await phone.opens(f"?as={persona}"))
        await chat.hears("Chào anh/chị" if persona != "citizen" else "Kính chào")
        return chat

    @property
    def newest(self) -> Locator:
        """What the bot said or changed last, with its buttons."""
        return self.page.locator(".message.newest")

    @property
    def mine(self) -> Locator:
        return self.page.locator(".message.me")

    async def hears(self, *parts: str) -> str:
        """Waits until the newest message holds all of these; its text."""
        for part in parts:
            await expect(self.newest.locator(".bubble")).to_contain_text(part)
        return await self.newest.locator(".text").inner_text()

    async def says(self, text: str) -> None:
        await self.page.locator("#text").fill(text)
        await self.page.locator(".send").click()

    async def taps(self, label: str) -> None:
        """The first button under the newest message whose label holds this."""
        await self.newest.locator(".tap", has_text=label).first.click()

    async def labels(self) -> Sequence[str]:
        return await self.newest.locator(".tap").all_text_contents()

    async def sends_file(self, name: str, content: bytes, media_type: str = "", caption: str = "") -> None:
        file: FilePayload = {"name": name, "mimeType": media_type or "application/octet-stream", "buffer": content}
        await self.page.locator("#file").set_input_files(file)
        await self.says(caption)

    async def becomes(self, persona: str) -> None:
        await self.page.locator(f"[data-persona={persona}]").click()

    async def is_settled(self) -> None:
        """Nothing is on its way out any more."""
        await expect(self.page.locator(".waiting .message")).to_have_count(0)

    async def everything(self) -> Sequence[str]:
        """All texts of the conversation, in order."""
        return await self.page.locator(".settled .bubble").all_inner_texts()

    async def hears_in_order(self, texts: Sequence[str]) -> None:
        await expect(self.page.locator(".settled .bubble")).to_have_count(len(texts))

    async def has_focus(self, selector: str) -> bool:
        return bool(await self.page.evaluate("selector => document.activeElement.matches(selector)", selector))

    async def tabs_to(self, label: str, key: str = "Tab") -> None:
        """Goes on with the key until a button with this label has the focus."""
        for _ in range(30):
            await self.page.keyboard.press(key)
            if label in await self.page.evaluate("document.activeElement.textContent"):
                return
        raise AssertionError(f"{key} never comes to {label!r}")

    async def overflowing(self) -> Sequence[str]:
        """Buttons and bubbles whose words are cut off at a side."""
        found: Sequence[str] = await self.page.evaluate("""() =>
            Array.from(document.querySelectorAll('.tap, .bubble'))
                .filter(one => one.scrollWidth > one.clientWidth + 1 || one.getBoundingClientRect().right > innerWidth)
                .map(one => one.textContent)""")
        return found

    async def words_fit(self) -> bool:
        """All words of the newest message are on the screen at once."""
        return bool(
            await self.page.evaluate("""() => {
                const screen = document.getElementById('scroller').getBoundingClientRect();
                const words = document.querySelector('.newest .bubble').getBoundingClientRect();
                return words.top >= screen.top && words.bottom <= screen.bottom;
            }""")
        )

    async def faint_words(self) -> Sequence[str]:
        """Words whose colour stands out less than 4.5 : 1 from what is behind them."""
        found: Sequence[str] = await self.page.evaluate(_FAINT)
        return found

    async def small_targets(self) -> Sequence[str]:
        """Buttons that a trembling finger misses: under 44 pixels one way."""
        found: Sequence[str] = await self.page.evaluate("""() =>
            Array.from(document.querySelectorAll('button, .tap, a.file, textarea'))
                .filter(one => one.offsetParent && (one.offsetWidth < 44 || one.offsetHeight < 44))
                .map(one => one.textContent || one.id)""")
        return found


_FAINT = """() => {
    const numbers = colour => colour.match(/[0-9.]+/g).map(Number);
    const light = colour => numbers(colour).slice(0, 3).map(part => part / 255)
        .map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
        .reduce((sum, part, index) => sum + part * [.2126, .7152, .0722][index], 0);
    const behind = node => {
        const ground = getComputedStyle(node).backgroundColor;
        return numbers(ground)[3] === 0 ? behind(node.parentElement) : ground;
    };
    const contrast = node => {
        const [dark, bright] = [light(getComputedStyle(node).color), light(behind(node))].sort((a, b) => a - b);
        return (bright + .05) / (dark + .05);
    };
    return Array.from(document.querySelectorAll('body *'))
        .filter(node => node.offsetParent)
        .filter(node => Array.from(node.childNodes).some(one => one.nodeType === 3 && one.data.trim()))
        .filter(node => contrast(node) < 4.5)
        .map(node => node.textContent + ' ' + contrast(node).toFixed(2));
}"""
