using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ServiceGuru.Sandbox.Tests;

/// <summary>Threads, reactions, edits and deletions, and the people who do that.</summary>
public sealed class ChatRoomTests
{
    private const string Matrix = "matrix/_matrix/client";
    private const string Laura = "@laura:fedora.im";

    [Fact]
    public async Task What_people_do_in_a_matrix_room_relates_to_the_message_page_by_page_newest_first()
    {
        await using World world = await World.StartAsync();
        (string room, string question) = await AskInMatrixAsync(world);
        Act(world, "packit-matrix", text: "yes");
        string reaction = Act(world, "packit-matrix", react: "👍");
        Act(world, "packit-matrix", text: "a quote", quote: true);

        JsonElement first = await RelationsAsync(world, room, $"{question}?limit=1");
        JsonElement second = await RelationsAsync(world, room, $"{question}?limit=1&from={first.GetProperty("next_batch").GetString()}");
        JsonElement newest = first.GetProperty("chunk").EnumerateArray().Single();
        newest.GetProperty("event_id").GetString().ShouldBe(reaction);
        newest.GetProperty("type").GetString().ShouldBe("m.reaction");
        newest.GetProperty("sender").GetString().ShouldBe(Laura);
        newest.GetProperty("content").GetProperty("m.relates_to").GetRawText().ShouldContain("\"key\":\"\\uD83D\\uDC4D\"");
        second.GetProperty("chunk").EnumerateArray().Single().GetProperty("content").GetProperty("m.relates_to").GetProperty("rel_type").GetString().ShouldBe("m.thread");
        second.TryGetProperty("next_batch", out _).ShouldBeFalse("a quote is no relation");
        (await RelationsAsync(world, room, $"{question}/m.annotation/m.reaction")).GetProperty("chunk").GetArrayLength().ShouldBe(1);

        using HttpResponseMessage nothing = await world.GetAsync($"{Matrix}/v1/rooms/{room}/relations/$nothing", world.Token("channel-packit-matrix"));
        nothing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_edit_is_bundled_and_told_by_recursion_and_what_is_redacted_has_no_content()
    {
        await using World world = await World.StartAsync();
        (string room, string question) = await AskInMatrixAsync(world);
        string said = Act(world, "packit-matrix", text: "yes");
        world.Server.Act(new RoomAct { Room = "packit-matrix", As = "laura", Text = "no", Edit = true });

        JsonElement reply = (await RelationsAsync(world, room, question)).GetProperty("chunk").EnumerateArray().Single();
        reply.GetProperty("content").GetProperty("body").GetString().ShouldBe("yes", "the server leaves the original as it was");
        reply.GetProperty("unsigned").GetProperty("m.relations").GetProperty("m.replace").GetProperty("content").GetProperty("m.new_content").GetProperty("body").GetString().ShouldBe("no");
        JsonElement all = await RelationsAsync(world, room, $"{question}?recurse=true&limit=10");
        all.GetProperty("chunk").GetArrayLength().ShouldBe(2);
        all.GetProperty("recursion_depth").GetInt32().ShouldBe(3);

        world.Server.Act(new RoomAct { Room = "packit-matrix", As = "laura", TakeBack = true });
        (await RelationsAsync(world, room, question)).GetProperty("chunk").GetArrayLength().ShouldBe(0);
        JsonElement redacted = await world.JsonAsync($"{Matrix}/v3/rooms/{room}/event/{Uri.EscapeDataString(said)}", world.Token("channel-packit-matrix"));
        redacted.GetProperty("content").EnumerateObject().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slack_thread_is_read_by_cursor_and_only_its_root_stands_in_the_channel()
    {
        await using World world = await World.StartAsync();
        string question = await AskInSlackAsync(world);
        string[] replies = [.. Enumerable.Range(0, 3).Select(number => Act(world, "packit-slack", text: $"{number} < 4"))];

        JsonElement first = await SlackAsync(world, "conversations.replies", ("ts", question), ("limit", "2"));
        first.GetProperty("has_more").GetBoolean().ShouldBeTrue();
        JsonElement second = await SlackAsync(world, "conversations.replies", ("ts", question), ("limit", "2"), ("cursor", first.GetProperty("response_metadata").GetProperty("next_cursor").GetString()!));
        JsonElement[] messages = [.. first.GetProperty("messages").EnumerateArray(), .. second.GetProperty("messages").EnumerateArray()];
        messages.Select(message => message.GetProperty("ts").GetString()).ShouldBe([question, .. replies]);
        messages[0].GetProperty("reply_count").GetInt32().ShouldBe(3);
        messages[1].GetProperty("text").GetString().ShouldBe("0 &lt; 4");
        messages.Skip(1).ShouldAllBe(message => message.GetProperty("thread_ts").GetString() == question);
        (await SlackAsync(world, "conversations.history")).GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("ts").GetString()).ShouldContain(question);
        (await SlackAsync(world, "conversations.history")).GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("ts").GetString()).ShouldNotContain(replies[0]);
        (await SlackAsync(world, "conversations.replies", ("ts", "1.000000"))).GetProperty("error").GetString().ShouldBe("thread_not_found");
        (await SlackAsync(world, "conversations.replies", ("ts", question), ("cursor", "bm9uZQ=="))).GetProperty("error").GetString().ShouldBe("invalid_cursor");
    }

    [Fact]
    public async Task Only_who_asks_for_all_learns_all_who_reacted()
    {
        await using World world = await World.StartAsync();
        string question = await AskInSlackAsync(world);
        foreach (string user in new[] { "U1", "U2", "U3" })
        {
            world.Server.Act(new RoomAct { Room = "packit-slack", As = user, React = "👍" });
        }

        JsonElement few = (await SlackAsync(world, "reactions.get", ("timestamp", question))).GetProperty("message").GetProperty("reactions")[0];
        JsonElement all = (await SlackAsync(world, "reactions.get", ("timestamp", question), ("full", "true"))).GetProperty("message").GetProperty("reactions")[0];
        (few.GetProperty("name").GetString(), few.GetProperty("count").GetInt32(), few.GetProperty("users").GetArrayLength()).ShouldBe(("+1", 3, 2));
        all.GetProperty("users").EnumerateArray().Select(user => user.GetString()).ShouldBe(["U1", "U2", "U3"]);
        world.Server.Act(new RoomAct { Room = "packit-slack", As = "U2", React = "👍", TakeBack = true });
        (await SlackAsync(world, "reactions.get", ("timestamp", question), ("full", "true"))).GetProperty("message").GetProperty("reactions")[0].GetProperty("count").GetInt32().ShouldBe(2);
        (await SlackAsync(world, "reactions.get", ("timestamp", "1.000000"))).GetProperty("error").GetString().ShouldBe("message_not_found");
    }

    [Fact]
    public async Task A_deleted_root_with_replies_leaves_a_tombstone_and_an_edit_its_mark()
    {
        await using World world = await World.StartAsync();
        string question = await AskInSlackAsync(world);
        Act(world, "packit-slack", text: "yes");
        world.Server.Act(new RoomAct { Room = "packit-slack", As = "laura", Text = "no", Edit = true });
        world.Server.Act(new RoomAct { Room = "packit-slack", As = "U0SERVGURU", To = question, TakeBack = true });

        JsonElement[] messages = [.. (await SlackAsync(world, "conversations.replies", ("ts", question))).GetProperty("messages").EnumerateArray()];

        (messages[0].GetProperty("subtype").GetString(), messages[0].GetProperty("user").GetString()).ShouldBe(("tombstone", "USLACKBOT"));
        (messages[1].GetProperty("text").GetString(), messages[1].GetProperty("edited").GetProperty("user").GetString()).ShouldBe(("no", "laura"));
    }

    [Fact]
    public async Task The_control_lets_people_speak_and_tells_what_can_not_be()
    {
        await using World world = await World.StartAsync();
        await AskInSlackAsync(world);
        using var act = JsonContent.Create(new { room = "packit-slack", @as = "U0MAJA", text = "no: not now", to = "last" });
        using HttpResponseMessage done = await world.SendAsync(HttpMethod.Post, "sandbox/rooms", null, act);
        done.StatusCode.ShouldBe(HttpStatusCode.OK);
        using HttpResponseMessage said = await world.GetAsync("sandbox/rooms/packit-slack");
        (await World.ReadAsync(said)).EnumerateArray().Select(message => $"{message.GetProperty("sender")}: {message.GetProperty("text")}").ShouldBe(["U0SERVGURU: Is it safe?", "U0MAJA: no: not now"]);
        world.Server.Effects.Count.ShouldBe(1, "what people do is no effect of a client");

        foreach ((object wrong, string why) in new (object, string)[]
        {
            (new { room = "nowhere", @as = "U1", text = "hi" }, "no room 'nowhere'"),
            (new { room = "packit-slack", @as = "U1", text = "hi", to = "Free beer" }, "no message 'Free beer'"),
            (new { room = "packit-slack", @as = "U1" }, "says nothing"),
            (new { room = "packit-slack", @as = "U1", react = "👍", takeBack = true }, "not reacted"),
        })
        {
            using var body = JsonContent.Create(wrong);
            using HttpResponseMessage refused = await world.SendAsync(HttpMethod.Post, "sandbox/rooms", null, body);
            refused.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await refused.Content.ReadAsStringAsync()).ShouldContain(why);
        }
    }

    private static string Act(World world, string room, string? text = null, string? react = null, bool quote = false) =>
        world.Server.Act(new RoomAct { Room = room, As = "laura", Text = text, React = react, To = RoomAct.Last, Quote = quote });

    private static async Task<(string Room, string Question)> AskInMatrixAsync(World world)
    {
        string token = world.Token("channel-packit-matrix");
        JsonElement alias = await world.JsonAsync($"{Matrix}/v3/directory/room/%23packit%3Afedora.im", token);
        string room = Uri.EscapeDataString(alias.GetProperty("room_id").GetString()!);
        using var body = JsonContent.Create(new { msgtype = "m.text", body = "Is it safe?" });
        using HttpResponseMessage sent = await world.SendAsync(HttpMethod.Put, $"{Matrix}/v3/rooms/{room}/send/m.room.message/q", token, body);
        return (room, Uri.EscapeDataString((await World.ReadAsync(sent)).GetProperty("event_id").GetString()!));
    }

    private static Task<JsonElement> RelationsAsync(World world, string room, string rest) => world.JsonAsync($"{Matrix}/v1/rooms/{room}/relations/{rest}", world.Token("channel-packit-matrix"));

    private static async Task<string> AskInSlackAsync(World world) => (await SlackAsync(world, "chat.postMessage", ("text", "Is it safe?"))).GetProperty("ts").GetString()!;

    private static async Task<JsonElement> SlackAsync(World world, string method, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("channel", "C0PACKIT01"), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
        using HttpResponseMessage response = await world.SendAsync(HttpMethod.Post, $"slack/{method}", world.Token("channel-packit-slack"), form);
        return await World.ReadAsync(response);
    }
}
