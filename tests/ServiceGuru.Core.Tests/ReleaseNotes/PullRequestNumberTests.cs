using ServiceGuru.ReleaseNotes;

namespace ServiceGuru.Tests.ReleaseNotes;

public sealed class PullRequestNumberTests
{
    [Theory]
    [InlineData("Merge pull request #1483 from jo/fix", 1483)]
    [InlineData("Improve the thing (#77)", 77)]
    [InlineData("Revert \"Improve (#70)\" (#77)", 77)]
    public void The_first_line_names_the_pull_request(string subject, int number) => PullRequestNumber.Of(subject).ShouldBe(number);

    [Theory]
    [InlineData("Fix #12 at last")]
    [InlineData("Improve (#77) the thing")]
    [InlineData("Merge pull request 12")]
    public void A_number_elsewhere_is_none(string subject) => PullRequestNumber.Of(subject).ShouldBeNull();

    [Fact]
    public void Old_tool_took_the_fourth_word_of_a_branch_merge_but_it_names_no_pull_request() =>
        PullRequestNumber.Of("Merge branch 'main' into feature").ShouldBeNull();
}
