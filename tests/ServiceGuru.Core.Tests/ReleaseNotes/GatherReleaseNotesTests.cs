using NSubstitute;
using NSubstitute.ExceptionExtensions;
using ServiceGuru.Operations;
using ServiceGuru.ReleaseNotes;

namespace ServiceGuru.Tests.ReleaseNotes;

public sealed class GatherReleaseNotesTests
{
    private readonly NoteWorld world = new();

    [Fact]
    public async Task A_merge_gives_its_note_number_link_and_time()
    {
        world.Merge("service", 3089, "Packit runs `rmdepcheck`.");

        (ReleaseNoteReport report, Failure? failure) = await world.GatherAsync();

        failure.ShouldBeNull();
        report.Notes.ShouldBe([new ReleaseNote
        {
            Repository = "service",
            PullRequest = 3089,
            Text = "Packit runs `rmdepcheck`.",
            Url = new Uri("https://github.com/packit/packit-service/pull/3089"),
            MergedAt = NoteWorld.At(14, 10),
        }]);
    }

    [Fact]
    public async Task The_text_is_refreshed_from_the_pull_request()
    {
        world.Merge("service", 5, "Old words.");
        world.SetPullRequest("packit/packit-service", 5, "RELEASE NOTES BEGIN\r\nBetter words.\r\nRELEASE NOTES END");

        (ReleaseNoteReport report, _) = await world.GatherAsync();

        report.Notes.ShouldHaveSingleItem().Text.ShouldBe("Better words.");
        report.Notes[0].MergedAt.ShouldBe(NoteWorld.At(14, 9));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Edited, and the notes are gone.")]
    public async Task Old_tool_wrote_None_or_broke_where_the_description_lost_its_note_but_the_commits_text_stays(string? body)
    {
        world.Merge("service", 5, "Old words.");
        world.SetPullRequest("packit/packit-service", 5, body);

        (await world.TextsAsync()).ShouldBe(["Old words."]);
    }

    [Fact]
    public async Task A_note_that_its_author_withdrew_is_dropped()
    {
        world.Merge("service", 5, "Old words.");
        world.SetPullRequest("packit/packit-service", 5, "RELEASE NOTES BEGIN\nN/A\nRELEASE NOTES END");

        (await world.TextsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unreadable_code_host_leaves_the_commits_texts_and_is_asked_once_and_told()
    {
        for (int number = 1; number <= 30; number++)
        {
            world.Merge("service", number, $"Note {number}.");
        }

        world.World.CodeHost.GetPullRequestAsync(Arg.Any<string>(), Arg.Any<int>(), Arg.Any<CancellationToken>())
            .ThrowsAsync(new GuruException(new Failure { Id = "CodeHostForbidden", Kind = FailureKind.Unreachable, Message = "rate limit" }));

        (ReleaseNoteReport report, Failure? failure) = await world.GatherAsync();

        failure.ShouldBeNull();
        report.Notes.Count.ShouldBe(30);
        report.Problems.ShouldHaveSingleItem().Id.ShouldBe("PullRequestsUnread");
        report.Problems[0].Target.ShouldBe("service");
        world.World.CodeHost.ReceivedCalls().Count().ShouldBeLessThanOrEqualTo(4);
    }

    [Fact]
    public async Task Without_a_code_host_the_commits_are_enough()
    {
        world.Service = world.Service with { CodeHost = null };
        world.Merge("service", 5, "Words.");

        (ReleaseNoteReport report, _) = await world.GatherAsync();

        report.Notes.ShouldHaveSingleItem().Url.ShouldBe(new Uri("https://github.com/packit/packit-service/pull/5"));
        report.Problems.ShouldBeEmpty();
    }

    [Fact]
    public async Task Old_tool_never_listed_a_repository_without_merge_commits_but_its_pull_requests_are_found()
    {
        string first = world.Git.Push("dashboard.git", "main", "Rebased part one", at: NoteWorld.At(13, 9));
        string second = world.Git.Push("dashboard.git", "main", "Rebased part two", at: NoteWorld.At(13, 9));
        world.SetPullRequest("packit/dashboard", 600, "RELEASE NOTES BEGIN\nA faster table.\nRELEASE NOTES END", first);
        world.SetPullRequest("packit/dashboard", 600, "RELEASE NOTES BEGIN\nA faster table.\nRELEASE NOTES END", second);

        (ReleaseNoteReport report, _) = await world.GatherAsync();

        ReleaseNote note = report.Notes.ShouldHaveSingleItem();
        (note.Repository, note.PullRequest, note.Text).ShouldBe(("dashboard", 600, "A faster table."));
    }

    [Fact]
    public async Task A_squash_merge_names_its_pull_request_itself()
    {
        world.Git.Push("dashboard.git", "main", "Faster table (#601)", at: NoteWorld.At(13, 9));
        world.SetPullRequest("packit/dashboard", 601, "RELEASE NOTES BEGIN\nA faster table.\nRELEASE NOTES END");

        (await world.GatherAsync()).Report.Notes.ShouldHaveSingleItem().PullRequest.ShouldBe(601);
        await world.World.CodeHost.DidNotReceive().ListPullRequestsAsync(Arg.Any<string>(), Arg.Any<string>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task Commits_that_a_merge_brought_are_not_asked_for_one_by_one()
    {
        world.Merge("service", 5, "Words.");

        await world.GatherAsync();

        await world.World.CodeHost.DidNotReceive().ListPullRequestsAsync(Arg.Any<string>(), Arg.Any<string>(), Arg.Any<CancellationToken>());
    }

    [Fact]
    public async Task A_merge_of_a_branch_has_no_number_and_links_its_commit()
    {
        string merge = world.Git.Merge("service.git", "main", "Merge branch 'hotfix' into main\n\nRELEASE NOTES BEGIN\nFixed.\nRELEASE NOTES END", NoteWorld.At(14, 8));

        ReleaseNote note = (await world.GatherAsync()).Report.Notes.ShouldHaveSingleItem();

        note.PullRequest.ShouldBeNull();
        note.Url.ShouldBe(new Uri($"https://github.com/packit/packit-service/commit/{merge}"));
    }

    [Fact]
    public async Task Autoupdates_and_notes_that_say_nothing_are_dropped_and_the_rest_stays()
    {
        world.Git.Merge("service.git", "main", "Merge pull request #9 from packit/pre-commit-ci\n\n[pre-commit.ci] pre-commit autoupdate\n\nRELEASE NOTES BEGIN\nNew hooks.\nRELEASE NOTES END", NoteWorld.At(14, 7));
        world.Merge("service", 10, "N/A");
        world.Merge("service", 11, "none.");
        world.Merge("service", 12, "None is lost now.");

        (await world.TextsAsync()).ShouldBe(["None is lost now."]);
    }

    [Fact]
    public async Task The_same_note_twice_is_one_but_two_pull_requests_stay_two()
    {
        world.Merge("service", 5, "Words.", NoteWorld.At(13, 1));
        world.Merge("service", 5, "Words.", NoteWorld.At(13, 2));
        world.Merge("service", 6, "Words.", NoteWorld.At(13, 3));

        (await world.GatherAsync()).Report.Notes.Select(note => note.PullRequest).ShouldBe([6, 5]);
    }

    [Fact]
    public async Task Between_given_commits_dates_do_not_matter()
    {
        string before = world.Merge("service", 1, "Before.", NoteWorld.At(2, 0));
        world.Merge("service", 2, "Within.", NoteWorld.At(3, 0));
        string last = world.Merge("service", 3, "Last.", NoteWorld.At(4, 0));
        world.Merge("service", 4, "After.", NoteWorld.At(15, 0));

        IReadOnlyList<string> texts = await world.TextsAsync(new GatherReleaseNotesRequest
        {
            From = new Dictionary<string, string> { ["service"] = before },
            To = new Dictionary<string, string> { ["service"] = last },
        });

        texts.ShouldBe(["Last.", "Within."]);
    }

    [Fact]
    public async Task Equal_commits_have_no_notes_and_no_history_is_read()
    {
        string head = world.Merge("service", 1, "Before.");
        Dictionary<string, string> same = new() { ["service"] = head };

        (await world.TextsAsync(new GatherReleaseNotesRequest { From = same, To = same, Repositories = ["service"] })).ShouldBeEmpty();
    }

    [Fact]
    public async Task Old_tool_cut_at_the_current_time_of_day_but_days_count_whole_in_UTC()
    {
        world.Merge("service", 1, "Day before.", new DateTimeOffset(2026, 5, 11, 23, 59, 59, TimeSpan.Zero));
        world.Merge("service", 2, "First second.", new DateTimeOffset(2026, 5, 12, 0, 0, 0, TimeSpan.Zero));
        world.Merge("service", 3, "Last second.", new DateTimeOffset(2026, 5, 18, 23, 59, 59, TimeSpan.Zero));
        world.Merge("service", 4, "Already tomorrow.", new DateTimeOffset(2026, 5, 18, 23, 30, 0, TimeSpan.FromHours(-2)));

        (await world.TextsAsync()).ShouldBe(["Last second.", "First second."]);
    }

    [Fact]
    public async Task A_period_that_ends_before_it_begins_is_wrong_usage()
    {
        GatherReleaseNotesRequest request = new() { Since = new DateOnly(2026, 5, 18), Till = new DateOnly(2026, 5, 17) };

        Failure failure = (await Should.ThrowAsync<GuruException>(() => world.GatherAsync(request))).Failure;

        (failure.Id, failure.Kind).ShouldBe(("InvalidPeriod", FailureKind.Usage));
    }

    [Fact]
    public async Task Repositories_outside_the_notes_are_left_out_unless_named()
    {
        world.Merge("deployment", 7, "Internal.");

        (await world.TextsAsync()).ShouldBeEmpty();
        (await world.TextsAsync(new GatherReleaseNotesRequest { Repositories = ["deployment"] })).ShouldBe(["Internal."]);
    }

    [Fact]
    public async Task The_order_is_that_of_the_definition_and_newest_first_within()
    {
        world.Git.Merge("dashboard.git", "main", NoteWorld.Message(1, "Dashboard."), NoteWorld.At(17, 0));
        world.Merge("service", 2, "Older.", NoteWorld.At(13, 0));
        world.Merge("service", 3, "Newer.", NoteWorld.At(14, 0));

        (await world.TextsAsync()).ShouldBe(["Newer.", "Older.", "Dashboard."]);
    }

    [Fact]
    public async Task A_repository_that_can_not_be_read_is_a_failure_and_the_others_notes_are_there()
    {
        world.Merge("service", 2, "There.");
        world.Git.Unreachable.Add("dashboard.git");

        (ReleaseNoteReport report, Failure? failure) = await world.GatherAsync();

        failure.ShouldNotBeNull().Id.ShouldBe("GitRemoteUnreachable");
        failure.Target.ShouldBe("dashboard");
        report.Notes.ShouldHaveSingleItem().Text.ShouldBe("There.");
    }

    [Fact]
    public async Task An_unknown_repository_in_the_commits_is_wrong_usage()
    {
        GatherReleaseNotesRequest request = new() { From = new Dictionary<string, string> { ["servic"] = "x" } };

        (await Should.ThrowAsync<GuruException>(() => world.GatherAsync(request))).Failure.Id.ShouldBe("UnknownRepository");
    }

    [Fact]
    public async Task The_plan_says_which_commits_are_looked_at()
    {
        string sha = new('a', 40);

        Plan plan = await new GatherReleaseNotes().PlanAsync(new GatherReleaseNotesRequest { From = new Dictionary<string, string> { ["service"] = sha } }, world.Context(), CancellationToken.None);

        plan.Notes.Select(note => note.Text).ShouldBe(["notes from aaaaaaa to the head", "notes from 2026-05-12 to 2026-05-18, up to the head"]);
    }

    [Fact]
    public async Task Thousands_of_commits_cost_one_question_a_note_and_none_for_the_rest()
    {
        for (int number = 1; number <= 850; number++)
        {
            world.Merge("service", number, number % 10 == 0 ? $"Note {number}." : "N/A", NoteWorld.At(13, 0).AddSeconds(number));
        }

        (ReleaseNoteReport report, _) = await world.GatherAsync();

        report.Notes.Count.ShouldBe(85);
        world.World.CodeHost.ReceivedCalls().Count().ShouldBe(85);
    }
}
