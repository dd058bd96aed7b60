using System.Text.Json;
using ServiceGuru.Connectors.Http;
using ServiceGuru.Operations;
using ServiceGuru.Services;

namespace ServiceGuru.Connectors.Slack;

/// <summary>The error that Slack gives with status 200 and <c>"ok": false</c> (https://docs.slack.dev/apis/web-api/#responses).</summary>
/// <param name="Code">The code, e.g. <c>not_in_channel</c>.</param>
/// <param name="NeededScope">The scope that the token lacks, if that is it.</param>
internal sealed record SlackError(string Code, string? NeededScope)
{
    /// <summary>Reads the error of an answer, or null where it is fine.</summary>
    public static SlackError? Of(JsonElement answer) => answer.At("ok") switch
    {
        { ValueKind: JsonValueKind.True } => null,
        { ValueKind: JsonValueKind.False } => new SlackError(answer.TextOrNull("error") ?? "unknown_error", answer.TextOrNull("needed")),
        _ => throw new UnexpectedShapeException("The answer lacks \"ok\"."),
    };

    /// <summary>Makes the failure.</summary>
    public GuruException ToException(SystemClient client, HttpCall call, ChannelDefinition channel)
    {
        Failure failure = new()
        {
            Id = "ChatRefused",
            Message = $"Slack refuses {call.Title} for channel {channel.Name} ({channel.Room}).",
            Cause = NeededScope is null ? Code : $"{Code}: needs {NeededScope}",
        };
        return client.Failures.Make(null, Code switch
        {
            "internal_error" or "fatal_error" or "service_unavailable" or "request_timeout" or "team_added_to_org" => failure with
            {
                Id = "ChatUnreachable",
                Kind = FailureKind.Unreachable,
                Transient = true,
                NextAction = "Slack has trouble; run it again.",
            },
            "ratelimited" or "rate_limited" => failure with
            {
                Id = "ChatRateLimited",
                Kind = FailureKind.Unreachable,
                Transient = true,
                NextAction = "Wait a minute, then run it again.",
            },
            "channel_not_found" => failure with
            {
                Id = "ChatNotFound",
                Kind = FailureKind.Usage,
                NextAction = "Check the channel's id; Slack also answers so for a private channel that the token may not see.",
            },
            "thread_not_found" or "message_not_found" => Gone(client.Failures, channel).Failure,
            "msg_too_long" => failure with { NextAction = "Shorten the text." },
            "too_long" => failure with { NextAction = "Shorten the text; Slack takes 250 characters." },
            "not_in_channel" => Forbidden(failure, "invite the app to the channel"),
            "missing_scope" => Forbidden(failure, $"give the app the scope {NeededScope} and reinstall it"),
            "not_authed" or "invalid_auth" or "account_inactive" or "token_revoked" or "token_expired" or "not_allowed_token_type"
                or "no_permission" or "access_denied" or "org_login_required" or "ekm_access_denied" or "user_is_restricted"
                or "restricted_action" or "accesslimited" or "enterprise_is_restricted" or "team_access_not_granted" =>
                Forbidden(failure, channel.Token is { } token
                    ? $"check that the token in {token} is valid and may do this"
                    : "the definition names no token for the channel"),
            _ => failure with { NextAction = "Look the code up at Slack's page of the method." },
        });
    }

    /// <summary>The question that people should answer is not there any more.</summary>
    public static GuruException Gone(HttpFailures failures, ChannelDefinition channel) => failures.Make(null, new Failure
    {
        Id = "ChatQuestionGone",
        Message = $"The question is not in the Slack channel {channel.Name} any more.",
        NextAction = "Somebody has deleted it; answer the gate another way.",
    });

    private static Failure Forbidden(Failure failure, string action) =>
        failure with { Id = "ChatForbidden", Kind = FailureKind.Unreachable, NextAction = $"Access: {action}." };
}
