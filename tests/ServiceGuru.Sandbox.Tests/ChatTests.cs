using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ServiceGuru.Sandbox.Tests;

public sealed class ChatTests
{
    private const string Matrix = "matrix/_matrix/client/v3";
    private const string Warning = "⚠️ Production redeployment in progress. ⚠️";

    [Fact]
    public async Task A_matrix_topic_is_read_set_once_and_shown_in_the_room()
    {
        await using World world = await World.StartAsync();
        string token = world.Token("channel-packit-matrix");
        string topic = await TopicPathAsync(world);
        string before = (await world.JsonAsync(topic, token)).GetProperty("topic").GetString()!;
        before.ShouldStartWith("Packit | ");

        string first = await PutTopicAsync(world, topic, Warning);
        string again = await PutTopicAsync(world, topic, Warning);
        again.ShouldBe(first);
        (await world.JsonAsync(topic, token)).GetProperty("topic").GetString().ShouldBe(Warning);
        SandboxEffect effect = world.Server.Effects.ShouldHaveSingleItem();
        effect.ShouldBe(effect with { System = "matrix", Action = "set-topic", Target = "#packit:fedora.im", Detail = Warning });

        JsonElement messages = await world.JsonAsync(topic.Replace("state/m.room.topic", "messages?dir=b&limit=1", StringComparison.Ordinal), token);
        JsonElement newest = messages.GetProperty("chunk").EnumerateArray().Single();
        newest.GetProperty("type").GetString().ShouldBe("m.room.topic");
        newest.GetProperty("event_id").GetString().ShouldBe(first);

        await PutTopicAsync(world, topic, before);
        world.Server.Effects.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_matrix_message_sent_twice_with_one_transaction_is_one_message()
    {
        await using World world = await World.StartAsync();
        string room = (await TopicPathAsync(world)).Replace("/state/m.room.topic", string.Empty, StringComparison.Ordinal);
        string[] events = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => SendAsync("run-1-notice")));
        events.Distinct().ShouldHaveSingleItem();
        (await SendAsync("run-2-notice")).ShouldNotBe(events[0]);
        world.Server.Effects.Count(effect => effect.Action == "send-message").ShouldBe(2);

        async Task<string> SendAsync(string transaction)
        {
            using var body = JsonContent.Create(new { msgtype = "m.text", body = "We are redeploying." });
            using HttpResponseMessage response = await world.SendAsync(HttpMethod.Put, $"{room}/send/m.room.message/{transaction}", world.Token("channel-packit-matrix"), body);
            return (await World.ReadAsync(response)).GetProperty("event_id").GetString()!;
        }
    }

    [Fact]
    public async Task Matrix_refuses_in_its_own_words()
    {
        await using World world = await World.StartAsync();
        string token = world.Token("channel-packit-matrix");
        (await ErrorAsync(await world.GetAsync($"{Matrix}/account/whoami"))).ShouldBe((401, "M_MISSING_TOKEN"));
        (await ErrorAsync(await world.GetAsync($"{Matrix}/account/whoami", "wrong"))).ShouldBe((401, "M_UNKNOWN_TOKEN"));
        (await ErrorAsync(await world.GetAsync($"{Matrix}/directory/room/%23nothing%3Afedora.im", token))).ShouldBe((404, "M_NOT_FOUND"));
        (await ErrorAsync(await world.GetAsync($"{Matrix}/rooms/!nothing/state/m.room.topic", token))).ShouldBe((403, "M_FORBIDDEN"));
        (await ErrorAsync(await world.GetAsync($"{Matrix}/nothing", token))).ShouldBe((404, "M_UNRECOGNIZED"));
        using var broken = new StringContent("{", null, "application/json");
        (await ErrorAsync(await world.SendAsync(HttpMethod.Put, await TopicPathAsync(world), token, broken))).ShouldBe((400, "M_NOT_JSON"));
        (await world.JsonAsync($"{Matrix}/account/whoami", token)).GetProperty("user_id").GetString().ShouldBe("@service-guru:fedora.im");
    }

    [Fact]
    public async Task A_homeserver_that_is_down_answers_503_and_slack_does_not_care()
    {
        await using World world = await World.StartAsync(faults: "matrix-down");
        using HttpResponseMessage down = await world.GetAsync($"{Matrix}/account/whoami", world.Token("channel-packit-matrix"));
        down.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await SlackAsync(world, "auth.test")).GetProperty("ok").GetBoolean().ShouldBeTrue();
        world.Server.SetFault("matrix-down", false);
        using HttpResponseMessage up = await world.GetAsync($"{Matrix}/account/whoami", world.Token("channel-packit-matrix"));
        up.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_slack_topic_is_read_escaped_and_can_be_put_back_exactly()
    {
        await using World world = await World.StartAsync();
        string before = await SlackTopicAsync(world);
        before.ShouldContain("&amp;");
        (await SlackAsync(world, "conversations.setTopic", ("channel", "C0PACKIT01"), ("topic", Warning))).GetProperty("ok").GetBoolean().ShouldBeTrue();
        (await SlackTopicAsync(world)).ShouldBe(Warning);
        (await SlackAsync(world, "conversations.setTopic", ("channel", "C0PACKIT01"), ("topic", Warning))).GetProperty("ok").GetBoolean().ShouldBeTrue();
        await SlackAsync(world, "conversations.setTopic", ("channel", "C0PACKIT01"), ("topic", before));
        (await SlackTopicAsync(world)).ShouldBe(before);

        world.Server.Effects.Select(effect => (effect.System, effect.Action)).ShouldBe([("slack", "set-topic"), ("slack", "set-topic")]);
        world.Server.Effects[0].Detail.ShouldBe(Warning);
        JsonElement history = await SlackAsync(world, "conversations.history", ("channel", "C0PACKIT01"));
        history.GetProperty("messages")[0].GetProperty("subtype").GetString().ShouldBe("channel_topic");
    }

    [Fact]
    public async Task Slack_takes_forms_and_json_and_answers_errors_with_200()
    {
        await using World world = await World.StartAsync();
        string token = world.Token("channel-packit-slack");
        using var json = JsonContent.Create(new { channel = "C0PACKIT01", text = "Done." });
        using HttpResponseMessage posted = await world.SendAsync(HttpMethod.Post, "slack/chat.postMessage", token, json);
        JsonElement message = await World.ReadAsync(posted);
        message.GetProperty("ok").GetBoolean().ShouldBeTrue();
        message.GetProperty("message").GetProperty("ts").GetString().ShouldBe(message.GetProperty("ts").GetString());

        (await SlackErrorAsync("conversations.setTopic", token, ("channel", "C0PACKIT01"), ("topic", new string('x', 251)))).ShouldBe("too_long");
        (await SlackErrorAsync("conversations.setTopic", token, ("channel", "C0NOTHING"), ("topic", "x"))).ShouldBe("channel_not_found");
        (await SlackErrorAsync("auth.test", "xoxb-wrong")).ShouldBe("invalid_auth");
        (await SlackErrorAsync("auth.test", null)).ShouldBe("not_authed");
        (await SlackErrorAsync("no.such.method", token)).ShouldBe("unknown_method");
        world.Server.Effects.Select(effect => effect.Action).ShouldBe(["send-message"]);

        async Task<string> SlackErrorAsync(string method, string? with, params (string Name, string Value)[] fields)
        {
            using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
            using HttpResponseMessage response = await world.SendAsync(HttpMethod.Post, $"slack/{method}", with, form);
            response.StatusCode.ShouldBe(HttpStatusCode.OK);
            JsonElement answer = await World.ReadAsync(response);
            answer.GetProperty("ok").GetBoolean().ShouldBeFalse();
            return answer.GetProperty("error").GetString()!;
        }
    }

    private static async Task<string> TopicPathAsync(World world)
    {
        JsonElement room = await world.JsonAsync($"{Matrix}/directory/room/%23packit%3Afedora.im", world.Token("channel-packit-matrix"));
        return $"{Matrix}/rooms/{Uri.EscapeDataString(room.GetProperty("room_id").GetString()!)}/state/m.room.topic";
    }

    private static async Task<string> PutTopicAsync(World world, string path, string topic)
    {
        using var body = JsonContent.Create(new { topic });
        using HttpResponseMessage response = await world.SendAsync(HttpMethod.Put, path, world.Token("channel-packit-matrix"), body);
        return (await World.ReadAsync(response)).GetProperty("event_id").GetString()!;
    }

    private static async Task<(int Status, string? Code)> ErrorAsync(HttpResponseMessage response)
    {
        using (response)
        {
            JsonElement error = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
            return ((int)response.StatusCode, error.GetProperty("errcode").GetString());
        }
    }

    private static async Task<JsonElement> SlackAsync(World world, string method, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using HttpResponseMessage response = await world.SendAsync(HttpMethod.Post, $"slack/{method}", world.Token("channel-packit-slack"), form);
        return await World.ReadAsync(response);
    }

    private static async Task<string> SlackTopicAsync(World world) =>
        (await SlackAsync(world, "conversations.info", ("channel", "C0PACKIT01"))).GetProperty("channel").GetProperty("topic").GetProperty("value").GetString()!;
}
