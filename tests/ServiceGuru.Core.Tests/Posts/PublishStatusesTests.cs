using NSubstitute;
using ServiceGuru.Operations;
using ServiceGuru.Posts;
using ServiceGuru.Services;
using ServiceGuru.Tests.Branches;
using ServiceGuru.Time;

namespace ServiceGuru.Tests.Posts;

public sealed class PublishStatusesTests
{
    private static readonly string First = $"First {new string('a', 80)}.";
    private static readonly string Second = $"Second {new string('b', 80)}.";

    private readonly TestWorld world = new();
    private readonly ManualTimeProvider clock = new();
    private readonly MicroblogInMemory blog = new();
    private readonly List<Change> applied = [];
    private readonly OperationContext context;
    private readonly PublishStatuses operation = new();

    public PublishStatusesTests()
    {
        context = world.Context(
            new ServiceDefinition { Name = "packit", Mastodon = new() { Url = new Uri("https://fosstodon.org"), Account = "@packit@fosstodon.org", Visibility = PostVisibility.Unlisted } },
            clock);
        world.Connections.Microblog.Returns(blog);
        world.History.AppliedChangesAsync("packit", Arg.Any<IReadOnlyCollection<string>>(), Arg.Any<string>(), Arg.Any<CancellationToken>())
            .Returns(call => Newest(call.ArgAt<string>(2)));
    }

    private static PublishStatusesRequest News { get; } = new() { Title = "Week 20", Markdown = $"- {First}\n- {Second}\n", Url = new Uri("https://packit.dev/week-20") };

    [Fact]
    public async Task A_thread_is_posted_in_order_each_answering_the_one_before()
    {
        blog.Limits = new(150, 23);

        (PublishReport report, Failure? failure) = await RunAsync(News);

        failure.ShouldBeNull();
        report.Posts.Select(post => (post.Number, post.Status, post.Id)).ShouldBe([(1, PublishedPostStatus.Posted, "1"), (2, PublishedPostStatus.Posted, "2")]);
        blog.Sent.Select(status => status.InReplyTo).ShouldBe([null, "1"]);
        blog.Sent.ShouldAllBe(status => status.Visibility == PostVisibility.Unlisted && status.Language == "en" && status.ScheduledAt == null);
        blog.Sent.Select(status => status.IdempotencyKey).ShouldBeUnique();
        blog.Sent[0].IdempotencyKey.ShouldContain("run-1");
    }

    [Fact]
    public async Task What_stands_on_the_account_or_was_recorded_is_not_posted_again()
    {
        await RunAsync(News);
        Plan standing = await operation.PlanAsync(News, context, default);
        standing.Changes.ShouldBeEmpty();
        standing.Notes.ShouldHaveSingleItem().Text.ShouldContain("https://fosstodon.org/@packit/1");

        blog.Statuses.Clear();
        Plan recorded = await operation.PlanAsync(News, context, default);
        recorded.Changes.ShouldBeEmpty();
        recorded.Notes.ShouldHaveSingleItem().Text.ShouldContain("earlier run");
        (await RunAsync(News)).Report.Posts.ShouldHaveSingleItem().Status.ShouldBe(PublishedPostStatus.AlreadyPosted);
        blog.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_an_undo_deleted_may_be_posted_again()
    {
        await RunAsync(News);
        Change posted = applied.ShouldHaveSingleItem();
        Change undo = operation.Revert(new ChangeResult
        {
            Change = posted,
            Status = ChangeStatus.Applied,
            Values = new Dictionary<string, string> { ["id"] = "1" },
        }).ShouldNotBeNull();
        undo.Destructive.ShouldBeTrue();
        (await operation.ProbeAsync(undo, context, default)).ShouldBe(ProbeOutcome.NotApplied);

        await operation.ApplyAsync(undo, context, default);
        applied.Add(undo);

        blog.Statuses.ShouldBeEmpty();
        (await operation.ProbeAsync(undo, context, default)).ShouldBe(ProbeOutcome.Applied);
        (await operation.PlanAsync(News, context, default)).Changes.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_status_in_doubt_is_looked_for_among_posted_and_scheduled_ones()
    {
        Change change = (await operation.PlanAsync(News, context, default)).Changes.ShouldHaveSingleItem();
        (await operation.ProbeAsync(change, context, default)).ShouldBe(ProbeOutcome.NotApplied);
        await operation.ApplyAsync(change, context, default);
        blog.Statuses[0] = blog.Statuses[0] with { Text = blog.Statuses[0].Text.Replace("\n\n", "\n", StringComparison.Ordinal) };
        (await operation.ProbeAsync(change, context, default)).ShouldBe(ProbeOutcome.Applied);
        await operation.ApplyAsync(change, context, default);
        blog.Sent.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Over_the_week_it_is_scheduled_and_a_status_whose_time_came_too_near_is_refused()
    {
        PublishStatusesRequest week = News with { Spread = PostSpread.Week, Start = clock.GetUtcNow().AddMinutes(10) };
        Plan plan = await operation.PlanAsync(week, context, default);
        plan.Changes.Select(change => change.Effect).ShouldBe([EffectContract.Convergent, EffectContract.Convergent]);
        clock.Advance(TimeSpan.FromMinutes(6));

        Failure failure = (await Should.ThrowAsync<GuruException>(() => operation.ApplyAsync(plan.Changes[0], context, default))).Failure;
        await operation.ApplyAsync(plan.Changes[1], context, default);

        failure.Id.ShouldBe("ScheduleTooSoon");
        blog.Waiting.ShouldHaveSingleItem().ScheduledAt.ShouldNotBeNull();
        blog.Statuses.ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_the_first_of_a_thread_fails_its_answers_stay_unposted_and_one_failure_says_why()
    {
        blog.Limits = new(150, 23);
        blog.Trouble = _ => new Failure { Id = "MastodonRefused", Message = "No.", NextAction = "Look." };

        (PublishReport report, Failure? failure) = await RunAsync(News);

        failure!.Id.ShouldBe("MastodonRefused");
        report.Posts.Select(post => post.Status).ShouldBe([PublishedPostStatus.Failed, PublishedPostStatus.Failed]);
        report.Posts[1].Failure!.Id.ShouldBe("ThreadBroken");
    }

    [Fact]
    public async Task Another_account_and_parts_that_do_not_fit_are_refused_before_anything_is_posted()
    {
        blog.Account = "somebody";
        blog.Limits = new(100, 23);
        PublishStatusesRequest parts = new() { Parts = [new PostPart { Number = 1, Text = new string('x', 101) }] };

        Plan plan = await operation.PlanAsync(parts, context, default);

        plan.Blockers.Select(blocker => blocker.Id).ShouldBe(["PostTooLong", "WrongAccount"]);
    }

    [Fact]
    public async Task A_draft_tells_the_first_news_with_its_length_and_how_many_were_left_out()
    {
        DraftPostRequest request = new() { Title = "Week 20", Markdown = $"- {First}\n- {Second}\n", Top = 1 };

        PostDraft draft = (PostDraft)(await new DraftPost().ConcludeAsync(request, [], context, default)).Output;

        draft.LeftOut.ShouldBe(1);
        PostPart part = draft.Parts.ShouldHaveSingleItem();
        part.Text.ShouldBe($"Week 20\n\n{First}");
        part.Length.ShouldBe(part.Text.Length);
    }

    [Theory]
    [InlineData(null, null, "InvalidInput")]
    [InlineData("a.md", "- x", "InvalidInput")]
    [InlineData("nowhere.md", null, "PostUnreadable")]
    [InlineData(null, "# nothing", "NothingToTell")]
    public async Task What_can_not_be_drafted_is_refused(string? file, string? markdown, string id) =>
        (await Should.ThrowAsync<GuruException>(() => new DraftPost().ConcludeAsync(new DraftPostRequest { File = file, Markdown = markdown }, [], context, default))).Failure.Id.ShouldBe(id);

    [Fact]
    public async Task A_thread_can_not_be_scheduled()
    {
        blog.Limits = new(150, 23);

        (await Should.ThrowAsync<GuruException>(() => operation.PlanAsync(News with { Start = clock.GetUtcNow().AddDays(1) }, context, default))).Failure.Id.ShouldBe("ThreadNotSchedulable");
    }

    [Fact]
    public async Task A_thread_without_end_is_refused_because_it_is_the_wrong_file()
    {
        PublishStatusesRequest request = new() { Markdown = string.Join(' ', Enumerable.Repeat("word", 4_000)) };

        (await Should.ThrowAsync<GuruException>(() => operation.PlanAsync(request, context, default))).Failure.Id.ShouldBe("ThreadTooLong");
    }

    [Fact]
    public async Task A_file_without_end_is_not_read_to_its_end()
    {
        string file = Path.Combine(Path.GetTempPath(), $"guru-post-{Guid.NewGuid():N}.md");
        await File.WriteAllTextAsync(file, new string('a', (4 * 1024 * 1024) + 1));
        try
        {
            DraftPostRequest request = new() { File = file };
            (await Should.ThrowAsync<GuruException>(() => new DraftPost().ConcludeAsync(request, [], context, default))).Failure.Cause.ShouldNotBeNull().ShouldContain("4 MiB");
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task<(PublishReport Report, Failure? Failure)> RunAsync(PublishStatusesRequest request)
    {
        Plan plan = await operation.PlanAsync(request, context, default);
        Conclusion conclusion = await TestWorld.RunAsync(operation, request, context);
        applied.AddRange(plan.Changes);
        return (conclusion.Output.ShouldBeOfType<PublishReport>(), conclusion.Failure);
    }

    private async IAsyncEnumerable<Change> Newest(string target)
    {
        foreach (Change change in applied.AsEnumerable().Reverse().Where(change => change.Target == target))
        {
            yield return change;
        }

        await Task.CompletedTask;
    }
}
