using System.Net;
using System.Text.Json;
using ServiceGuru.Connectors.Slack;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Operations;
using ServiceGuru.Rooms;
using ServiceGuru.Services;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Slack;

/// <summary>Answers as in https://docs.slack.dev/reference/methods, and such as Slack would never give.</summary>
public sealed class SlackGateRoomTests
{
    private const string Question = """{"type": "message", "user": "U0GURU", "bot_id": "B1", "ts": "100.000001", "thread_ts": "100.000001", "text": "Is it safe?", "reply_count": 1}""";
    private const string Reacted = """{"type": "message", "user": "U0GURU", "bot_id": "B1", "ts": "100.000001", "text": "Is it safe?", "reactions": [{"name": "+1", "users": ["U0LAURA"], "count": 3}]}""";

    [Fact]
    public async Task Replies_in_the_thread_are_answers_as_people_read_them()
    {
        FakeServer server = Server([
            Question,
            Reply("101.000001", "U0LAURA", "&lt;@U0GURU&gt; no", """, "edited": {"user": "U0LAURA", "ts": "150.000000"} """),
            Reply("102.000002", "U0MAJA", "<@U0GURU> yes: R&amp;D agrees"),
            Reply("103.000003", "U0GURU", "how to answer", """, "bot_id": "B1", "metadata": {"event_type": "serviceguru_message", "event_payload": {"key": "run-hint"}} """),
        ]);

        RoomThread thread = await Channel(server).ReadAsync("100.000001", default);

        thread.Replies.Select(reply => (reply.Id, reply.User, reply.Text)).ShouldBe([("101.000001", "U0LAURA", "no"), ("102.000002", "U0MAJA", "yes: R&D agrees")]);
        thread.Replies[0].Time.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(150));
        thread.Replies[1].Time.ShouldBe(DateTimeOffset.FromUnixTimeSeconds(102).AddTicks(20));
        thread.Said.ShouldBe(["run-hint"]);
        server.Requests.Single(request => request.Uri.AbsolutePath.EndsWith("replies", StringComparison.Ordinal)).Uri.Query
            .ShouldBe("?channel=C0123&limit=200&include_all_metadata=true&ts=100.000001");
        server.Requests.ShouldNotContain(request => request.Uri.AbsolutePath.EndsWith("reactions.get", StringComparison.Ordinal), "nobody has reacted");
    }

    [Fact]
    public async Task All_who_reacted_are_asked_for_and_our_own_reaction_is_none()
    {
        FakeServer server = Server([Reacted], reactions: """
            {"ok": true, "type": "message", "channel": "C0123", "message": {"ts": "100.000001", "user": "U0GURU", "reactions": [
              {"name": "+1::skin-tone-3", "users": ["U0LAURA", "U0GURU"], "count": 2}, {"name": "x", "users": ["U0MAJA"], "count": 1}, {"name": 7, "users": "all"}, {"users": [null, 5]}]}}
            """);

        RoomThread thread = await Channel(server).ReadAsync("100.000001", default);

        thread.Replies.Select(reply => (reply.User, reply.Reaction, reply.Time)).ShouldBe([("U0LAURA", "+1::skin-tone-3", null), ("U0MAJA", "x", null)]);
        thread.Replies.Select(reply => reply.Id).ShouldBeUnique();
        server.Requests[^1].Uri.Query.ShouldBe("?channel=C0123&full=true&timestamp=100.000001");
    }

    [Fact]
    public async Task Apps_joins_other_threads_and_broken_messages_do_not_count()
    {
        FakeServer server = Server([
            Question,
            Reply("101.1", "U0BOT", "yes", """, "bot_id": "B2" """),
            Reply("102.1", "U0APP", "yes", """, "app_id": "A2" """),
            Reply("103.1", "U0LAURA", "yes", """, "subtype": "bot_message" """),
            Reply("104.1", "U0LAURA", "yes", """, "subtype": "channel_join" """),
            """{"type": "message", "user": "U0LAURA", "ts": "105.1", "thread_ts": "99.1", "text": "yes"}""",
            """{"type": "message", "user": "U0LAURA", "ts": "106.1", "text": "yes"}""",
            """{"type": "message", "user": {"id": "U0LAURA"}, "ts": "107.1", "thread_ts": "100.000001", "text": "yes"}""",
            """{"type": "message", "username": "laura", "ts": "108.1", "thread_ts": "100.000001", "text": "yes"}""",
            Reply("109.1", "U0LAURA", new string('y', 2_001)),
            """{"thread_ts": "100.000001"}""",
            "null", "[]", "42",
        ]);

        (await Channel(server).ReadAsync("100.000001", default)).Replies.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_pages_are_read_by_their_cursor()
    {
        FakeServer server = new(request => request.Uri.AbsolutePath.EndsWith("auth.test", StringComparison.Ordinal) ? Own()
            : request.Uri.Query.Contains("cursor=bmV4dA%3D%3D", StringComparison.Ordinal) ? Messages([Reply("102.1", "U0MAJA", "no")])
            : Messages([Question, Reply("101.1", "U0LAURA", "yes")], """, "has_more": true, "response_metadata": {"next_cursor": "bmV4dA=="} """));

        (await Channel(server).ReadAsync("100.000001", default)).Replies.Select(reply => reply.Text).ShouldBe(["yes", "no"]);
    }

    [Fact]
    public async Task A_server_that_always_names_a_cursor_does_not_hold_us_for_ever()
    {
        FakeServer server = new(request => request.Uri.AbsolutePath.EndsWith("auth.test", StringComparison.Ordinal) ? Own()
            : Messages([Question], """, "response_metadata": {"next_cursor": "again"} """));

        (await Calling.FailureOfAsync(() => Channel(server).ReadAsync("100.000001", default))).Id.ShouldBe("ChatUnreadable");
        server.Requests.Count.ShouldBeLessThan(30);
    }

    [Fact]
    public async Task A_rate_limit_is_waited_for()
    {
        int calls = 0;
        FakeServer server = new(request => request.Uri.AbsolutePath.EndsWith("auth.test", StringComparison.Ordinal) ? Own()
            : ++calls == 1 ? Json("""{"ok": false, "error": "ratelimited"}""", HttpStatusCode.TooManyRequests, ("Retry-After", "30"))
            : Messages([Question, Reply("101.1", "U0LAURA", "yes")]));

        (await Channel(server).ReadAsync("100.000001", default)).Replies.ShouldHaveSingleItem();
        server.Time.Waits.ShouldContain(TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("""{"ok": false, "error": "missing_scope", "needed": "channels:history", "provided": "chat:write"}""", "ChatForbidden", "channels:history")]
    [InlineData("""{"ok": false, "error": "not_in_channel"}""", "ChatForbidden", "invite the app")]
    [InlineData("""{"ok": false, "error": "thread_not_found"}""", "ChatQuestionGone", "another way")]
    [InlineData("""{"ok": false, "error": "message_not_found"}""", "ChatQuestionGone", "another way")]
    [InlineData("""{"ok": true, "messages": []}""", "ChatQuestionGone", "another way")]
    [InlineData("""{"ok": true, "messages": [{"ts": "100.000001", "user": "USLACKBOT", "subtype": "tombstone", "text": "This message was deleted.", "hidden": true}]}""", "ChatQuestionGone", "another way")]
    [InlineData("""{"ok": true, "messages": [{"ts": "100.000001", "user": "U0MALLORY", "text": "Free beer?"}, {"ts": "101.1", "thread_ts": "100.000001", "user": "U0LAURA", "text": "yes"}]}""", "ChatQuestionGone", "another way")]
    [InlineData("""{"ok": true}""", "ChatUnreadable", "address")]
    [InlineData("""{"ok": true, "messages": "yes"}""", "ChatUnreadable", "address")]
    [InlineData("""{"messages": []}""", "ChatUnreadable", "address")]
    [InlineData("[]", "ChatUnreadable", "address")]
    [InlineData("<html>login</html>", "ChatUnreadable", "address")]
    public async Task What_is_no_thread_of_ours_is_a_failure_and_no_silence(string body, string id, string next)
    {
        FakeServer server = new(request => request.Uri.AbsolutePath.EndsWith("auth.test", StringComparison.Ordinal) ? Own() : Json(body));

        Failure failure = await Calling.FailureOfAsync(() => Channel(server).ReadAsync("100.000001", default));

        failure.Id.ShouldBe(id);
        failure.NextAction.ShouldNotBeNull().ShouldContain(next);
    }

    [Theory]
    [InlineData("""{"ok": true, "message": {"ts": "99.1", "reactions": [{"name": "+1", "users": ["U0LAURA"]}]}}""")]
    [InlineData("""{"ok": true, "type": "file", "file": {"reactions": [{"name": "+1", "users": ["U0LAURA"]}]}}""")]
    public async Task The_reactions_of_something_else_are_not_taken(string reactions) =>
        (await Calling.FailureOfAsync(() => Channel(Server([Reacted], reactions)).ReadAsync("100.000001", default))).Id.ShouldBe("ChatUnreadable");

    [Fact]
    public async Task A_question_is_found_by_its_key_and_nobody_elses_message_is_taken_for_it()
    {
        const string Metadata = """ "metadata": {"event_type": "serviceguru_message", "event_payload": {"key": "run-1"}} """;
        FakeServer server = Server([
            $$"""{"type": "message", "user": "U0OTHER", "bot_id": "B2", "ts": "102.1", "text": "Free beer?", {{Metadata}}}""",
            $$"""{"type": "message", "user": "U0GURU", "bot_id": "B1", "ts": "101.1", "text": "Safe?", {{Metadata}}}""",
        ]);

        (await Channel(server).FindAsync("run-1", DateTimeOffset.FromUnixTimeSeconds(90), default)).ShouldBe("101.1");
        (await Channel(server).FindAsync("run-2", DateTimeOffset.FromUnixTimeSeconds(90), default)).ShouldBeNull();
        server.Requests[^1].Uri.Query.ShouldBe("?channel=C0123&limit=200&include_all_metadata=true&oldest=90");
    }

    [Fact]
    public async Task A_message_stands_in_its_thread_and_calls_nobody()
    {
        FakeServer server = new(() => Json("""{"ok": true, "channel": "C0123", "ts": "104.1"}"""));

        (await Channel(server).SendAsync("<!channel> closed", "run-1-closed", "100.000001", default)).ShouldBe("104.1");

        JsonElement sent = JsonDocument.Parse(server.Requests.Single().Body!).RootElement;
        sent.GetProperty("thread_ts").GetString().ShouldBe("100.000001");
        sent.GetProperty("text").GetString().ShouldBe("&lt;!channel&gt; closed");
        sent.GetProperty("metadata").GetProperty("event_payload").GetProperty("key").GetString().ShouldBe("run-1-closed");
    }

    private static SlackGateRoom Channel(FakeServer server) => new(
        new ChannelDefinition { Name = "slack", Kind = ChannelKind.Slack, Room = "C0123", Token = KnownSecrets.Reference },
        new KnownSecrets(server.Redactor),
        server.Pipeline);

    private static FakeServer Server(string[] messages, string? reactions = null) => new(request =>
        request.Uri.AbsolutePath.EndsWith("auth.test", StringComparison.Ordinal) ? Own()
        : request.Uri.AbsolutePath.EndsWith("reactions.get", StringComparison.Ordinal) ? Json(reactions!)
        : Messages(messages));

    private static HttpResponseMessage Own() => Json("""{"ok": true, "url": "https://x.slack.com/", "user": "guru", "user_id": "U0GURU", "bot_id": "B1"}""");

    private static HttpResponseMessage Messages(string[] messages, string more = "") => Json($$"""{"ok": true, "messages": [{{string.Join(',', messages)}}]{{more}}}""");

    private static string Reply(string stamp, string user, string text, string more = "") =>
        $$"""{"type": "message", "user": "{{user}}", "ts": "{{stamp}}", "thread_ts": "100.000001", "parent_user_id": "U0GURU", "text": "{{text}}"{{more}}}""";
}
