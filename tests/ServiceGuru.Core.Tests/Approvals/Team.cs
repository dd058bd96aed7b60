using ServiceGuru.Services;

namespace ServiceGuru.Approvals;

/// <summary>Three people, two of them on call.</summary>
internal static class Team
{
    public static ServiceDefinition Service { get; } = new()
    {
        Name = "test",
        People =
        [
            new PersonDefinition { Id = "ann", Logins = ["ann@box", "annie"], Matrix = "@ann:fedora.im", Email = "ann@example.org" },
            new PersonDefinition { Id = "bob", Logins = ["bob"], Slack = "U0BOB" },
            new PersonDefinition { Id = "cid", Logins = ["cid"], Github = "cid" },
        ],
        Teams = new Dictionary<string, IReadOnlyList<string>> { ["on-call"] = ["ann", "bob"] },
        Channels = [new ChannelDefinition { Name = "matrix", Kind = ChannelKind.Matrix, Room = "!room:fedora.im" }],
    };
}
