from aiohttp import ClientSession

from tests.botapi import bot_api_process, document, text_message
from tests.botapi.people import LAN


async def test_the_server_runs_in_another_process_and_is_controlled_over_http() -> None:
    async with bot_api_process("99:other") as remote, ClientSession() as session:
        await remote.push(text_message(LAN, "chào"), document(LAN, "a.csv", b"1;2"))
        async with session.get(f"{remote.base_url}99:other/getUpdates") as response:
            updates = (await response.json())["result"]
        assert [update["message"]["message_id"] for update in updates] == [1, 2]
        await remote.fault("fail_next", status=502)
        for status in (502, 200):
            params = {"chat_id": LAN.id, "text": "đã nhận"}
            async with session.post(f"{remote.base_url}99:other/sendMessage", data=params) as response:
                assert response.status == status
        assert (await remote.wait_for(1))["problems"] == []
        [call] = await remote.sent_to(LAN.id)
        assert call.result["text"] == "đã nhận"
        assert [call.method for call in await remote.calls(since=1)] == ["sendMessage"]
        await remote.meet(LAN, is_blocked=True)
        await remote.limit(enabled=True)
        assert (await remote.state())["pending_updates"] == 2
