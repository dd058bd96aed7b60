using System.ComponentModel;

namespace ServiceGuru.Services;

/// <summary>The Mastodon account that tells the world.</summary>
public sealed record MastodonDefinition
{
    /// <summary>The instance's address.</summary>
    [Description("Address of the account's instance, e.g. https://fosstodon.org.")]
    public required Uri Url { get; init; }

    /// <summary>The account, <c>@name@instance</c>; a token of any other account is refused.</summary>
    [Description("The account as @name@instance; a token of another account is refused.")]
    public required string Account { get; init; }

    /// <summary>The access token, by reference, with the scopes read and write:statuses.</summary>
    [Description("The access token, as a secret reference; it needs the scopes read:accounts, read:statuses and write:statuses.")]
    public SecretReference? Token { get; init; }

    /// <summary>Who sees what is posted.</summary>
    [Description("Who sees what is posted: public, unlisted, private or direct.")]
    public PostVisibility Visibility { get; init; }

    /// <summary>The language of the posts, ISO 639.</summary>
    [Description("The language of the posts, an ISO 639 code.")]
    public string Language { get; init; } = "en";

    /// <summary>Hashtags that end a post, without <c>#</c>.</summary>
    [Description("Hashtags that end a post, without #.")]
    public IReadOnlyList<string> Hashtags { get; init; } = [];
}
