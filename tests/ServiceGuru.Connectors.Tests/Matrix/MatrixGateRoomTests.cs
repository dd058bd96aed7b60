using System.Net;
using System.Text.Json;
using ServiceGuru.Connectors.Matrix;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Operations;
using ServiceGuru.Rooms;
using ServiceGuru.Services;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Matrix;

/// <summary>Answers as in https://spec.matrix.org/latest/client-server-api/, and such as no decent homeserver gives.</summary>
public sealed class MatrixGateRoomTests
{
    private const string Room = "!abc:fedora.im";
    private const string Own = "@guru:fedora.im";
    private const string Laura = "@laura:fedora.im";
    private static readonly string Path = $"/_matrix/client/v3/rooms/{Room}";
    private static readonly string Relations = $"/_matrix/client/v1/rooms/{Room}/relations/$q";

    [Fact]
    public async Task Threads_quotes_and_reactions_are_answers_of_whoever_the_homeserver_says_sent_them()
    {
        FakeServer server = Server(
            relations:
            [
                Reaction("$3", Laura, "👍🏽"),
                Thread("$2", Laura, "yes", """, "sender": "@boss:fedora.im", "user_id": "@boss:fedora.im" """),
                Thread("$1", Own, "how to answer", ""","org.serviceguru.key": "run-hint" """),
            ],
            timeline: [Quote("$4", "@maja:fedora.im", "> <@guru:fedora.im> Is it safe?\n> really\n\nno: not on a Friday"), Plain("$5", "@zoe:fedora.im", "yes")]);

        RoomThread thread = await Channel(server).ReadAsync("$q", default);

        thread.Replies.Select(reply => (reply.Id, reply.User, reply.Text ?? reply.Reaction)).ShouldBe(
            [("$2", Laura, "yes"), ("$3", Laura, "👍🏽"), ("$4", "@maja:fedora.im", "no: not on a Friday")]);
        thread.Replies[0].Time.ShouldBe(DateTimeOffset.FromUnixTimeMilliseconds(2_000));
        thread.Said.ShouldBe(["run-hint"]);
        server.Requests.ShouldAllBe(request => request.Authorization == $"Bearer {KnownSecrets.Value}");
        server.Requests.ShouldContain(request => Uri.UnescapeDataString(request.PathAndQuery) == $"{Relations}?recurse=true&limit=100");
        server.Requests.ShouldContain(request => Uri.UnescapeDataString(request.PathAndQuery) == $$"""{{Path}}/messages?dir=b&limit=100&filter={"types":["m.room.message"]}""");
    }

    [Fact]
    public async Task An_edit_counts_in_its_newest_form_and_only_by_its_author()
    {
        FakeServer server = Server(relations:
        [
            Edit("$6", "@mallory:evil.example", "$1", "yes"),
            Edit("$5", Laura, "$1", "no: seen an alert"),
            Edit("$4", Laura, "$1", "yes to all"),
            Thread("$1", Laura, "yes"),
        ]);

        RoomReply reply = (await Channel(server).ReadAsync("$q", default)).Replies.ShouldHaveSingleItem();

        (reply.Id, reply.User, reply.Text).ShouldBe(("$1", Laura, "no: seen an alert"));
    }

    [Fact]
    public async Task What_was_deleted_or_taken_back_is_gone()
    {
        FakeServer server = Server(
            relations: [Redacted("$1", Laura, "m.room.message"), Redacted("$2", Laura, "m.reaction")],
            timeline: [Redacted("$3", Laura, "m.room.message")]);

        (await Channel(server).ReadAsync("$q", default)).Replies.ShouldBeEmpty();
    }

    [Fact]
    public async Task Notices_of_bots_pictures_other_rooms_other_threads_and_broken_events_do_not_count()
    {
        FakeServer server = Server(
            relations:
            [
                Event("$1", Laura, "m.room.message", """{"msgtype": "m.notice", "body": "yes", "m.relates_to": {"rel_type": "m.thread", "event_id": "$q"}}"""),
                Event("$2", Laura, "m.room.message", """{"msgtype": "m.image", "body": "yes", "m.relates_to": {"rel_type": "m.thread", "event_id": "$q"}}"""),
                Event("$3", Laura, "m.room.message", """{"msgtype": "m.text", "body": "yes", "m.relates_to": {"rel_type": "m.thread", "event_id": "$q"}}""", room: "!other:fedora.im"),
                Event("$4", Laura, "m.room.message", """{"msgtype": "m.text", "body": "yes", "m.relates_to": {"rel_type": "m.thread", "event_id": "$other"}}"""),
                Event("$5", Laura, "m.reaction", """{"m.relates_to": {"rel_type": "m.annotation", "event_id": "$1", "key": "👍"}}"""),
                Event("$6", Laura, "m.room.message", """{"m.relates_to": {"rel_type": "m.annotation", "event_id": "$q", "key": "👍"}, "msgtype": "m.image"}"""),
                Event("$7", Laura, "m.room.encrypted", """{"ciphertext": "yes", "m.relates_to": {"rel_type": "m.thread", "event_id": "$q"}}"""),
                Event("$8", Laura, "m.room.member", """{"body": "yes", "msgtype": "m.text", "m.relates_to": {"rel_type": "m.thread", "event_id": "$q"}}""", more: ""","state_key": "@laura:fedora.im" """),
                Thread("$9", Laura, new string('y', 2_001)),
                """{"event_id": "$10", "type": "m.reaction", "content": {"m.relates_to": {"rel_type": "m.annotation", "event_id": "$q", "key": "👍"}}, "origin_server_ts": 1}""",
                """{"event_id": 11, "sender": ["@laura:fedora.im"], "type": {}, "content": "yes", "origin_server_ts": "soon"}""",
                """{"event_id": "$12", "sender": "@laura:fedora.im", "type": "m.room.message", "content": [], "origin_server_ts": 99999999999999999}""",
                "null", "[]", "42", "\"yes\"",
            ]);

        (await Channel(server).ReadAsync("$q", default)).Replies.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_pages_are_read()
    {
        FakeServer server = Server(request => Uri.UnescapeDataString(request.PathAndQuery) switch
        {
            var path when path.Contains("relations", StringComparison.Ordinal) && path.Contains("from=p2", StringComparison.Ordinal) => Chunk([Thread("$1", Laura, "no")]),
            var path when path.Contains("relations", StringComparison.Ordinal) => Chunk([Reaction("$2", Laura, "👍")], """, "next_batch": "p2" """),
            var path when path.Contains("from=t2", StringComparison.Ordinal) => Chunk([Quote("$3", Laura, "no: really"), Question()], """, "end": "t3" """),
            _ => Chunk([], """, "end": "t2" """),
        });

        (await Channel(server).ReadAsync("$q", default)).Replies.Select(reply => reply.Id).ShouldBe(["$1", "$2", "$3"]);
        server.Requests.ShouldNotContain(request => request.PathAndQuery.Contains("from=t3", StringComparison.Ordinal), "nothing before the question answers it");
    }

    [Fact]
    public async Task A_server_that_always_names_a_next_page_does_not_hold_us_for_ever()
    {
        FakeServer server = Server(request => Chunk([Plain("$1", Laura, "hm")], """, "next_batch": "again", "end": "again" """));

        Failure failure = await Calling.FailureOfAsync(() => Channel(server).ReadAsync("$q", default));

        failure.Id.ShouldBe("ChatUnreadable");
        server.Requests.Count.ShouldBeLessThan(50);
    }

    [Theory]
    [InlineData("""{"chunk": {"0": "yes"}}""")]
    [InlineData("""{"chunk": null}""")]
    [InlineData("[]")]
    [InlineData("<html>login</html>")]
    [InlineData("{")]
    [InlineData("HUGE")]
    public async Task An_answer_of_another_shape_is_a_failure_and_no_silence(string body)
    {
        string sent = body == "HUGE" ? await Chunk([Thread("$1", Laura, "yes"), $"\"{new string('x', 300_000)}\""]).Content.ReadAsStringAsync() : body;
        FakeServer server = Server(request => Json(sent));

        (await Calling.FailureOfAsync(() => Channel(server).ReadAsync("$q", default))).Id.ShouldBe("ChatUnreadable");
    }

    [Theory]
    [InlineData("""{"errcode": "M_NOT_FOUND", "error": "Event not found."}""", 404, "ChatQuestionGone")]
    [InlineData("""{"event_id": "$q", "type": "m.room.message", "sender": "@guru:fedora.im", "origin_server_ts": 1000, "content": {}}""", 200, "ChatQuestionGone")]
    [InlineData("""{"event_id": "$q", "type": "m.room.message", "sender": "@mallory:evil.example", "origin_server_ts": 1000, "content": {"body": "Safe?"}}""", 200, "ChatQuestionGone")]
    [InlineData("""{"event_id": "$other", "type": "m.room.message", "sender": "@guru:fedora.im", "origin_server_ts": 1000, "content": {"body": "Safe?"}}""", 200, "ChatQuestionGone")]
    [InlineData("""{"errcode": "M_FORBIDDEN", "error": "You aren't a member of the room."}""", 403, "ChatForbidden")]
    [InlineData("""{"errcode": "M_UNRECOGNIZED", "error": "Unrecognized request"}""", 404, "ChatNotFound")]
    public async Task A_question_that_is_gone_or_was_never_ours_has_no_answers(string body, int status, string id)
    {
        FakeServer server = new(request => request.PathAndQuery.Contains("whoami", StringComparison.Ordinal) ? Json($$"""{"user_id": "{{Own}}"}""")
            : request.PathAndQuery.Contains("/event/", StringComparison.Ordinal) ? Json(body, (HttpStatusCode)status)
            : Chunk([Thread("$1", Laura, "yes")]));

        (await Calling.FailureOfAsync(() => Channel(server).ReadAsync("$q", default))).Id.ShouldBe(id);
    }

    [Fact]
    public async Task A_question_is_found_by_its_key_and_nobody_elses_message_is_taken_for_it()
    {
        FakeServer server = Server(timeline:
        [
            Event("$evil", "@mallory:evil.example", "m.room.message", """{"msgtype": "m.text", "body": "Free beer?", "org.serviceguru.key": "run-1"}"""),
            Event("$mine", Own, "m.room.message", """{"msgtype": "m.text", "body": "Safe?", "org.serviceguru.key": "run-1"}"""),
        ]);

        (await Channel(server).FindAsync("run-1", DateTimeOffset.UnixEpoch, default)).ShouldBe("$mine");
        (await Channel(server).FindAsync("run-2", DateTimeOffset.UnixEpoch, default)).ShouldBeNull();
    }

    [Fact]
    public async Task A_message_stands_in_its_thread_carries_its_key_and_calls_nobody()
    {
        FakeServer server = Server(_ => Json("""{"event_id": "$s"}"""));

        (await Channel(server).SendAsync("@room closed", "run-1-closed", "$q", default)).ShouldBe("$s");

        SentRequest sent = server.Requests.Single();
        Uri.UnescapeDataString(sent.PathAndQuery).ShouldBe($"{Path}/send/m.room.message/run-1-closed");
        JsonElement content = JsonDocument.Parse(sent.Body!).RootElement;
        content.GetProperty("m.mentions").EnumerateObject().ShouldBeEmpty();
        content.GetProperty("org.serviceguru.key").GetString().ShouldBe("run-1-closed");
        content.GetProperty("m.relates_to").GetRawText().ShouldBe("""{"rel_type":"m.thread","event_id":"$q","is_falling_back":true,"m.in_reply_to":{"event_id":"$q"}}""");
    }

    private static MatrixGateRoom Channel(FakeServer server) => new(
        new ChannelDefinition { Name = "matrix", Kind = ChannelKind.Matrix, Url = new Uri("https://fedora.ems.host"), Room = Room, Token = KnownSecrets.Reference },
        new KnownSecrets(server.Redactor),
        server.Pipeline);

    private static FakeServer Server(string[]? relations = null, string[]? timeline = null) => Server(request =>
        request.PathAndQuery.Contains("relations", StringComparison.Ordinal) ? Chunk(relations ?? []) : Chunk([.. timeline ?? [], Question()]));

    private static FakeServer Server(Func<SentRequest, HttpResponseMessage> rest) => new(request =>
        request.PathAndQuery.Contains("whoami", StringComparison.Ordinal) ? Json($$"""{"user_id": "{{Own}}", "device_id": "D"}""")
        : request.PathAndQuery.Contains("/event/", StringComparison.Ordinal) ? Json(Question())
        : rest(request));

    private static HttpResponseMessage Chunk(string[] events, string more = "") => Json($$"""{"start": "t0", "chunk": [{{string.Join(',', events)}}]{{more}}}""");

    private static string Question() => Event("$q", Own, "m.room.message", """{"msgtype": "m.text", "body": "Is it safe?", "org.serviceguru.key": "run-0"}""", time: 1);

    private static string Thread(string id, string sender, string text, string more = "") =>
        Event(id, sender, "m.room.message", $$$"""{"msgtype": "m.text", "body": {{{JsonSerializer.Serialize(text)}}}, "m.relates_to": {"rel_type": "m.thread", "event_id": "$q", "is_falling_back": true, "m.in_reply_to": {"event_id": "$0"}}{{{more}}} }""");

    private static string Quote(string id, string sender, string text) =>
        Event(id, sender, "m.room.message", $$$$"""{"msgtype": "m.text", "body": {{{{JsonSerializer.Serialize(text)}}}}, "m.relates_to": {"m.in_reply_to": {"event_id": "$q"}}}""");

    private static string Plain(string id, string sender, string text) => Event(id, sender, "m.room.message", $$"""{"msgtype": "m.text", "body": "{{text}}"}""");

    private static string Reaction(string id, string sender, string emoji) =>
        Event(id, sender, "m.reaction", $$$"""{"m.relates_to": {"rel_type": "m.annotation", "event_id": "$q", "key": "{{{emoji}}}"}}""");

    private static string Edit(string id, string sender, string of, string text) => Event(
        id, sender, "m.room.message", $$$"""{"msgtype": "m.text", "body": "* {{{text}}}", "m.new_content": {"msgtype": "m.text", "body": "{{{text}}}"}, "m.relates_to": {"rel_type": "m.replace", "event_id": "{{{of}}}"}}""");

    private static string Redacted(string id, string sender, string type) => Event(id, sender, type, "{}", more: ""","unsigned": {"redacted_because": {"type": "m.room.redaction"}} """);

    private static string Event(string id, string sender, string type, string content, string room = Room, string more = "", int? time = null) =>
        $$"""{"event_id": "{{id}}", "sender": "{{sender}}", "type": "{{type}}", "room_id": "{{room}}", "origin_server_ts": {{(time ?? (int.TryParse(id.AsSpan(1), out int number) ? number : 50)) * 1000}}, "content": {{content}}{{more}}}""";
}
