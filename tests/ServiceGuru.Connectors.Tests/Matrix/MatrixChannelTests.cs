using System.Net;
using ServiceGuru.Connectors.Matrix;
using ServiceGuru.Connectors.Tests.Http;
using ServiceGuru.Operations;
using ServiceGuru.Services;
using static ServiceGuru.Connectors.Tests.Http.FakeServer;

namespace ServiceGuru.Connectors.Tests.Matrix;

/// <summary>Answers as in https://spec.matrix.org/latest/client-server-api/.</summary>
public sealed class MatrixChannelTests
{
    private const string State = "/_matrix/client/v3/rooms/!abc:fedora.im/state/m.room.topic";

    [Fact]
    public async Task An_alias_leads_to_the_room_whose_topic_is_read()
    {
        FakeServer server = new(request => Uri.UnescapeDataString(request.Uri.PathAndQuery) switch
        {
            "/_matrix/client/v3/directory/room/#packit:fedora.im" => Json("""{"room_id": "!abc:fedora.im", "servers": ["fedora.im"]}"""),
            State => Json("""{"topic": "Packit – https://packit.dev", "m.topic": {"m.text": [{"body": "Packit – https://packit.dev"}]}}"""),
            _ => Json("{}", HttpStatusCode.BadRequest),
        });

        (await Channel(server, "#packit:fedora.im").GetTopicAsync(default)).ShouldBe("Packit – https://packit.dev");
        server.Requests.ShouldAllBe(request => request.Authorization == $"Bearer {KnownSecrets.Value}");
        server.Requests[0].PathAndQuery.ShouldContain("%23packit%3Afedora.im");
    }

    [Fact]
    public async Task A_room_without_topic_has_an_empty_one()
    {
        FakeServer server = new(() => Json("""{"errcode": "M_NOT_FOUND", "error": "Event not found."}""", HttpStatusCode.NotFound));

        (await Channel(server).GetTopicAsync(default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_404_of_something_else_than_the_API_is_no_empty_topic()
    {
        FakeServer server = new(() => Json("""{"errcode": "M_UNRECOGNIZED", "error": "Unrecognized request"}""", HttpStatusCode.NotFound));

        Failure failure = await Calling.FailureOfAsync(() => Channel(server).GetTopicAsync(default));

        failure.Id.ShouldBe("ChatNotFound");
        failure.Cause.ShouldNotBeNull().ShouldContain("M_UNRECOGNIZED");
    }

    [Fact]
    public async Task The_topic_is_put_as_room_state_and_again_if_the_server_stumbles()
    {
        FakeServer server = new(() => Status(HttpStatusCode.BadGateway), () => Json("""{"event_id": "$e"}"""));

        await Channel(server).SetTopicAsync("Redeploying \"prod\"", default);

        server.Requests.Count.ShouldBe(2);
        server.Requests[1].Method.ShouldBe("PUT");
        Uri.UnescapeDataString(server.Requests[1].PathAndQuery).ShouldBe(State);
        server.Requests[1].Body.ShouldBe("""{"topic":"Redeploying \u0022prod\u0022"}""");
    }

    [Fact]
    public async Task A_message_goes_out_under_its_key_and_is_found_by_it()
    {
        FakeServer server = new(request => Json(request.Method == "PUT" ? """{"event_id": "$sent"}""" : """
            {"start": "t0", "chunk": [
              {"type": "m.room.message", "event_id": "$other", "content": {"msgtype": "m.text", "body": "hi"}},
              {"type": "m.room.redaction", "event_id": "$odd"},
              {"type": "m.room.message", "event_id": "$sent", "content": {"msgtype": "m.text", "body": "x", "org.serviceguru.key": "run-1"}}
            ]}
            """));

        (await Channel(server).SendMessageAsync("x", "run-1", default)).ShouldBe("$sent");
        (await Channel(server).FindMessageAsync("run-1", default)).ShouldBe("$sent");
        (await Channel(server).FindMessageAsync("run-2", default)).ShouldBeNull();

        Uri.UnescapeDataString(server.Requests[0].PathAndQuery).ShouldBe("/_matrix/client/v3/rooms/!abc:fedora.im/send/m.room.message/run-1");
        server.Requests[0].Body.ShouldBe("""{"msgtype":"m.text","body":"x","org.serviceguru.key":"run-1"}""");
        server.Requests[1].PathAndQuery.ShouldEndWith("/messages?dir=b&limit=100");
    }

    [Fact]
    public async Task The_topic_that_people_see_is_the_latest_in_the_timeline()
    {
        FakeServer server = new(
            () => Json("""{"chunk": [{"type": "m.room.message", "content": {"body": "x"}}, {"type": "m.room.topic", "content": {"topic": "New"}}, {"type": "m.room.topic", "content": {"topic": "Old"}}]}"""),
            () => Json("""{"chunk": []}"""));

        (await Channel(server).GetShownTopicAsync(default)).ShouldBe("New");
        (await Channel(server).GetShownTopicAsync(default)).ShouldBeNull();
    }

    [Fact]
    public async Task Too_little_power_is_forbidden_in_the_servers_words()
    {
        FakeServer server = new(() => Json("""{"errcode": "M_FORBIDDEN", "error": "You don't have permission to post that to the room."}""", HttpStatusCode.Forbidden));

        Failure failure = await Calling.FailureOfAsync(() => Channel(server).SetTopicAsync("x", default));

        failure.Id.ShouldBe("ChatForbidden");
        failure.Cause.ShouldBe("403 Forbidden: M_FORBIDDEN: You don't have permission to post that to the room.");
        failure.NextAction.ShouldNotBeNull().ShouldContain("env:SOME_TOKEN");
    }

    [Fact]
    public void A_room_without_homeserver_is_a_mistake_in_the_definition()
    {
        FakeServer server = new(() => Json("{}"));

        Should.Throw<GuruException>(() => Channel(server, url: null)).Failure.Id.ShouldBe("ChatAddressMissing");
    }

    private static MatrixChannel Channel(FakeServer server, string room = "!abc:fedora.im", string? url = "https://fedora.ems.host") => new(
        new ChannelDefinition { Name = "matrix", Kind = ChannelKind.Matrix, Url = url is null ? null : new Uri(url), Room = room, Token = KnownSecrets.Reference },
        new KnownSecrets(server.Redactor),
        server.Pipeline);
}
