using NSubstitute;
using ServiceGuru.Operations;
using ServiceGuru.PullRequests;
using ServiceGuru.ReleaseNotes;
using ServiceGuru.Services;
using ServiceGuru.Tests.Branches;

namespace ServiceGuru.Tests.ReleaseNotes;

public sealed class MergePostTests
{
    private static readonly MergePostRequest Request = new() { Post = "weekly/2026/week-20.md" };

    private readonly PullRequestsInMemory host = new() { Proposal = PullRequestsInMemory.Open("serviceguru/week-20-2026") };
    private readonly MergePost operation = new();
    private readonly TestWorld world = new();
    private readonly OperationContext context;

    public MergePostTests()
    {
        context = Context(approvals: 0);
        world.Connections.PullRequests.Returns(host);
    }

    [Fact]
    public async Task A_pull_request_that_may_be_is_merged_and_the_posts_address_told()
    {
        Conclusion conclusion = await TestWorld.RunAsync(operation, Request, context);

        conclusion.Failure.ShouldBeNull();
        host.Written.ShouldBe(["merge Merge"]);
        PostPublication post = (PostPublication)conclusion.Output;
        post.State.ShouldBe(ProposalState.Merged);
        post.MergeCommit.ShouldBe("c9");
        post.Url.ShouldBe(new Uri("https://packit.dev/posts/weekly/2026/week-20"));
    }

    [Fact]
    public async Task Merged_already_is_done()
    {
        host.Proposal = host.Proposal! with { State = ProposalState.Merged, MergeCommit = "c8" };

        Conclusion conclusion = await TestWorld.RunAsync(operation, Request, context);

        conclusion.Failure.ShouldBeNull();
        host.Written.ShouldBeEmpty();
        ((PostPublication)conclusion.Output).MergeCommit.ShouldBe("c8");
    }

    [Fact]
    public async Task Checks_under_way_are_waited_for()
    {
        host.Checks.Add(new CommitCheck("build-site", CheckState.Pending, null));
        int looks = 0;
        host.Looked = () =>
        {
            if (++looks == 3)
            {
                host.Checks[0] = new CommitCheck("build-site", CheckState.Passed, null);
            }
        };
        OperationContext hurried = context with { Service = context.Service with { Timing = new TimingDefinition { BuildPoll = TimeSpan.FromMilliseconds(1) } } };

        Plan plan = await operation.PlanAsync(Request, hurried, CancellationToken.None);
        Conclusion conclusion = await TestWorld.RunAsync(operation, Request, hurried);

        plan.Notes.ShouldHaveSingleItem().Text.ShouldBe("is merged only after build-site");
        conclusion.Failure.ShouldBeNull();
        host.Written.ShouldBe(["merge Merge"]);
    }

    [Fact]
    public async Task A_check_that_fails_meanwhile_keeps_it_from_being_merged()
    {
        Change change = (await operation.PlanAsync(Request, context, CancellationToken.None)).Changes.ShouldHaveSingleItem();
        host.Checks.Add(new CommitCheck("build-site", CheckState.Failed, new Uri("https://ci.example.org/1")));

        Failure failure = (await Should.ThrowAsync<GuruException>(() => operation.ApplyAsync(change, context, CancellationToken.None))).Failure;

        failure.Id.ShouldBe("ChecksFailing");
        failure.Evidence.ShouldContain("build-site: https://ci.example.org/1");
        host.Written.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_push_after_the_plan_is_not_merged_unseen()
    {
        Change change = (await operation.PlanAsync(Request, context, CancellationToken.None)).Changes[0];
        host.Proposal = host.Proposal! with { Head = "h2" };

        (await Should.ThrowAsync<GuruException>(() => operation.ApplyAsync(change, context, CancellationToken.None))).Failure.Id.ShouldBe("PullRequestChangedMeanwhile");
    }

    [Theory]
    [InlineData(ProposalState.Closed, false, true, "PullRequestClosed")]
    [InlineData(ProposalState.Open, true, true, "PullRequestClosed")]
    [InlineData(ProposalState.Open, false, false, "PostNotMergeable")]
    public async Task What_can_not_be_merged_is_refused(ProposalState state, bool draft, bool mergeable, string id)
    {
        host.Proposal = host.Proposal! with { State = state, Draft = draft, Mergeable = mergeable };

        Plan plan = await operation.PlanAsync(Request, context, CancellationToken.None);

        plan.Blockers.ShouldHaveSingleItem().Id.ShouldBe(id);
        plan.Changes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1, "alex", ReviewVerdict.Approved, null)]
    [InlineData(1, "jo", ReviewVerdict.Approved, "ReviewMissing")]
    [InlineData(1, "alex", ReviewVerdict.None, "ReviewMissing")]
    [InlineData(2, "alex", ReviewVerdict.Approved, "ReviewMissing")]
    [InlineData(0, "alex", ReviewVerdict.ChangesRequested, "ChangesRequested")]
    public async Task Others_must_have_approved_as_the_definition_wants_it(int approvals, string reviewer, ReviewVerdict verdict, string? id)
    {
        host.Reviews.Add(new Review(reviewer, verdict));

        Plan plan = await operation.PlanAsync(Request, Context(approvals), CancellationToken.None);

        plan.Blockers.FirstOrDefault()?.Id.ShouldBe(id);
        plan.Blockers.Count.ShouldBe(id is null ? 0 : 1);
    }

    [Fact]
    public async Task A_probe_reads_the_pull_request()
    {
        Change change = (await operation.PlanAsync(Request, context, CancellationToken.None)).Changes[0];

        (await operation.ProbeAsync(change, context, CancellationToken.None)).ShouldBe(ProbeOutcome.NotApplied);
        host.Proposal = host.Proposal! with { State = ProposalState.Merged };
        (await operation.ProbeAsync(change, context, CancellationToken.None)).ShouldBe(ProbeOutcome.Applied);
        host.Proposal = host.Proposal with { State = ProposalState.Closed };
        (await operation.ProbeAsync(change, context, CancellationToken.None)).ShouldBe(ProbeOutcome.Unknown);
    }

    [Fact]
    public async Task Without_a_pull_request_the_way_to_one_is_told()
    {
        host.Proposal = null;

        Failure failure = (await Should.ThrowAsync<GuruException>(() => operation.PlanAsync(Request, context, CancellationToken.None))).Failure;

        failure.Id.ShouldBe("PullRequestMissing");
        failure.NextAction.ShouldNotBeNull().ShouldContain("notes publish");
    }

    private OperationContext Context(int approvals) => world.Context(new ServiceDefinition
    {
        Name = "packit",
        Blog = new BlogDefinition { Slug = "packit/packit.dev", Url = new Uri("https://packit.dev/posts/weekly/"), Approvals = approvals },
    });
}
