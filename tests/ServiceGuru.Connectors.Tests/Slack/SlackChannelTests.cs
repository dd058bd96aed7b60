using System.Text.Json;
using ServiceGuru.Connectors.Slack;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Operations;
using ServiceGuru.Services;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Slack;

/// <summary>Answers as in https://docs.slack.dev/reference/methods/conversations.info and …/conversations.setTopic.</summary>
public sealed class SlackChannelTests
{
    [Fact]
    public async Task The_topic_is_read_as_its_author_wrote_it()
    {
        FakeServer server = new(() => Json("""
            {"ok": true, "channel": {"id": "C0123", "name": "packit", "topic": {"value": "Q&amp;A &lt;here&gt; &amp;lt;b&amp;gt;", "creator": "W1", "last_set": 1449709364}}}
            """));

        (await Channel(server).GetTopicAsync(default)).ShouldBe("Q&A <here> &lt;b&gt;");
        server.Requests.Single().Uri.ShouldBe(new Uri("https://slack.com/api/conversations.info?channel=C0123"));
        server.Requests.Single().Authorization.ShouldBe($"Bearer {KnownSecrets.Value}");
    }

    [Fact]
    public async Task The_topic_is_set_as_JSON()
    {
        FakeServer server = new(() => Json("""{"ok": true, "channel": {"id": "C0123"}}"""));

        await Channel(server).SetTopicAsync("Q&A", default);

        server.Requests.Single().Uri.ShouldBe(new Uri("https://slack.com/api/conversations.setTopic"));
        server.Requests.Single().Body.ShouldBe("""{"channel":"C0123","topic":"Q\u0026amp;A"}""");
        server.Requests.Single().Headers["Content-Type"].ShouldBe("application/json; charset=utf-8");
        Channel(server).MaxTopicLength.ShouldBe(250);
    }

    [Theory]
    [InlineData("Write &amp; for an ampersand, &lt; for <")]
    [InlineData("R&D <#C1> a > b &&amp;amp;")]
    public async Task A_topic_read_and_set_again_is_exactly_the_same(string topic)
    {
        string stored = topic.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        FakeServer server = new(() => Json(JsonSerializer.Serialize(new { ok = true, channel = new { topic = new { value = stored } } })));

        string read = await Channel(server).GetTopicAsync(default);
        await Channel(server).SetTopicAsync(read, default);

        read.ShouldBe(topic);
        JsonDocument.Parse(server.Requests[1].Body!).RootElement.GetProperty("topic").GetString().ShouldBe(stored);
        Channel(server).LengthOf(topic).ShouldBe(stored.Length, "counted as it is sent");
    }

    [Fact]
    public async Task Whether_a_new_topic_shows_is_told_by_a_message_no_older_than_the_topic()
    {
        FakeServer server = new(request => Json(request.Uri.AbsolutePath.EndsWith("info", StringComparison.Ordinal)
            ? """{"ok": true, "channel": {"topic": {"value": "Now", "last_set": 1449709364}}}"""
            : """
              {"ok": true, "messages": [
                {"type": "message", "user": "U1", "text": "hi", "ts": "1449709366.000002"},
                {"type": "message", "subtype": "channel_topic", "user": "U2", "topic": "R&amp;D", "text": "<@U2> set the channel topic: R&amp;D", "ts": "1449709364.000010"}
              ], "has_more": false}
              """));

        (await Channel(server).GetShownTopicAsync(default)).ShouldBe("R&D");

        server.Requests[1].Uri.ShouldBe(new Uri("https://slack.com/api/conversations.history?channel=C0123&limit=200&oldest=1449709363"));
    }

    [Fact]
    public async Task A_message_carries_its_key_as_metadata_and_is_found_by_it()
    {
        FakeServer server = new(request => Json(request.Uri.AbsolutePath.EndsWith("postMessage", StringComparison.Ordinal)
            ? """{"ok": true, "channel": "C0123", "ts": "1503435956.000247", "message": {"text": "x"}}"""
            : """
              {"ok": true, "messages": [
                {"type": "message", "text": "x", "ts": "2.0", "metadata": {"event_type": "task_created", "event_payload": {"key": "run-1"}}},
                {"type": "message", "text": "x", "ts": "1.0", "metadata": {"event_type": "serviceguru_message", "event_payload": {"key": "run-1"}}}
              ]}
              """));

        (await Channel(server).SendMessageAsync("a < b", "run-1", default)).ShouldBe("1503435956.000247");
        (await Channel(server).FindMessageAsync("run-1", default)).ShouldBe("1.0");
        (await Channel(server).FindMessageAsync("run-2", default)).ShouldBeNull();

        JsonElement sent = JsonDocument.Parse(server.Requests[0].Body!).RootElement;
        sent.GetProperty("text").GetString().ShouldBe("a &lt; b");
        sent.GetProperty("metadata").GetProperty("event_payload").GetProperty("key").GetString().ShouldBe("run-1");
        server.Requests[1].Uri.Query.ShouldContain("include_all_metadata=true");
    }

    [Fact]
    public async Task A_message_whose_answer_is_lost_is_not_sent_again_but_in_doubt()
    {
        FakeServer server = new(() => Status(System.Net.HttpStatusCode.BadGateway));

        Failure failure = await Calling.FailureOfAsync(() => Channel(server).SendMessageAsync("x", "run-1", default));

        failure.Kind.ShouldBe(FailureKind.UnknownOutcome);
        server.Requests.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("not_in_channel", "ChatForbidden", FailureKind.Unreachable, "invite the app")]
    [InlineData("invalid_auth", "ChatForbidden", FailureKind.Unreachable, "env:SOME_TOKEN")]
    [InlineData("missing_scope", "ChatForbidden", FailureKind.Unreachable, "channels:write.topic")]
    [InlineData("channel_not_found", "ChatNotFound", FailureKind.Usage, "channel's id")]
    [InlineData("fatal_error", "ChatUnreachable", FailureKind.Unreachable, "run it again")]
    [InlineData("too_long", "ChatRefused", FailureKind.Refused, "250 characters")]
    [InlineData("is_archived", "ChatRefused", FailureKind.Refused, "code")]
    public async Task A_no_in_an_OK_answer_is_a_failure_with_its_own_next_action(string code, string id, FailureKind kind, string next)
    {
        FakeServer server = new(() => Json($$"""{"ok": false, "error": "{{code}}"{{(code == "missing_scope" ? ", \"needed\": \"channels:write.topic\", \"provided\": \"chat:write\"" : "")}}}"""));

        Failure failure = await Calling.FailureOfAsync(() => Channel(server).SetTopicAsync("x", default));

        failure.Id.ShouldBe(id);
        failure.Kind.ShouldBe(kind);
        failure.Cause.ShouldNotBeNull().ShouldStartWith(code);
        failure.NextAction.ShouldNotBeNull().ShouldContain(next);
        failure.Target.ShouldBe("Slack slack.com");
    }

    private static SlackChannel Channel(FakeServer server) => new(
        new ChannelDefinition { Name = "slack", Kind = ChannelKind.Slack, Room = "C0123", Token = KnownSecrets.Reference },
        new KnownSecrets(server.Redactor),
        server.Pipeline);
}
