using ServiceGuru.Posts;
using ServiceGuru.Sessions;

namespace ServiceGuru.EndToEnd.Faults;

/// <summary>What goes wrong with Mastodon.</summary>
internal static class MastodonCases
{
    private const string Posted = "mastodon post";

    private static readonly string[] News =
    [
        "Packit now tells you in the check run why a Fedora release was skipped, and which configuration key decides it, so that you need not ask us.",
        "The `propose-downstream` job takes `--dist-git-branch` more than once ([packit#2481](https://github.com/packit/packit/pull/2481)).",
        "Retriggering by a comment works for **all** jobs of a pull request again, also when its branch was rebased in the meantime by its author.",
    ];

    private static readonly PublishStatusesRequest Request = new()
    {
        Markdown = $"---\ntitle: Week 47 in Packit\n---\n\n## Week 47\n\n{string.Join('\n', News.Select(item => $"- {item}"))}\n",
        Url = new Uri("https://packit.dev/posts/weekly/2026/week-47"),
    };

    private static readonly Func<SandboxFixture, Task<FaultOutcome>> Publish = FaultActs.Apply("mastodon/publish", Request);

    public static IReadOnlyList<FaultCase> All { get; } =
    [
        new("mastodon-answer-lost", Publish) { Then = AllIsPosted },
        new("mastodon-down", Publish) { FailureId = "MastodonUnreachable", ExitCode = 3, Never = ["mastodon "], Then = SucceedsOnceMended("mastodon-down") },
        new("mastodon-limit", Publish)
        {
            Then = async (world, outcome) =>
            {
                await AllIsPosted(world, outcome);
                IReadOnlyList<PublishedPost> posts = Report(outcome).Posts;
                posts.Count.ShouldBeGreaterThan(1);
                posts[0].Text.ShouldContain("https://packit.dev/posts/weekly/2026/week-47");
                posts.Select(post => post.Text[^5..]).ShouldBe(posts.Select(post => $"({post.Number}/{posts.Count})"));
                world.Effects().Count(effect => effect.StartsWith($"{Posted} @packit@fosstodon.org to ", StringComparison.Ordinal)).ShouldBe(posts.Count - 1, "each answers the one before");
            },
        },
        new("mastodon-token-refused", Publish)
        {
            FailureId = "MastodonForbidden",
            ExitCode = 3,
            Says = ["mastodon.token"],
            Never = ["mastodon "],
            Then = SucceedsOnceMended("mastodon-token-refused"),
        },
    ];

    private static Func<SandboxFixture, FaultOutcome, Task> SucceedsOnceMended(string fault) => async (world, failed) =>
    {
        world.Sandbox.SetFault(fault, false);
        Runbooks.State.RunState state = await world.ResumeAsync(failed.Run!.Id);
        await AllIsPosted(world, FaultOutcome.Of(state));
    };

    private static PublishReport Report(FaultOutcome outcome) => ServiceSession.OutputOf<PublishReport>(outcome.Run!, "operation").ShouldNotBeNull();

    // Every status is there once, also when somebody publishes the same news again.
    private static async Task AllIsPosted(SandboxFixture world, FaultOutcome outcome)
    {
        outcome.Failure.ShouldBeNull();
        IReadOnlyList<PublishedPost> posts = Report(outcome).Posts;
        posts.ShouldAllBe(post => post.Status == PublishedPostStatus.Posted && post.Id != null && post.Url != null);
        FaultOutcome again = await Publish(world);
        again.Failure.ShouldBeNull();
        Report(again).Posts.ShouldAllBe(post => post.Status == PublishedPostStatus.AlreadyPosted && post.Url != null);
        world.Effects().Count(effect => effect.StartsWith(Posted, StringComparison.Ordinal)).ShouldBe(posts.Count);
    }
}
