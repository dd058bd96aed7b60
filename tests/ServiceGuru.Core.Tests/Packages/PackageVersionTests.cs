using ServiceGuru.Packages;

namespace ServiceGuru.Tests.Packages;

public sealed class PackageVersionTests
{
    private const string Commit = "aee3b5a17c0d4f1e2b3a49586776655443322110";

    [Theory]
    [InlineData("1.18-1.20250714103000123456.stable.0.gaee3b5a", true)]
    [InlineData("1.18-1.20250714103000123456.stable.12.gaee3b5a17c0", true)]
    [InlineData("0.6.1.dev51+gAEE3B5A-1.fc30", true)]
    [InlineData("1.18-1.20250714103000123456.stable.0.gaee3b5b", false)]
    [InlineData("1.18-1.20250714103000123456.stable.0.gaee3b5a18", false)]
    [InlineData("1.18-1.fc42", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_version_is_of_a_commit_where_it_holds_seven_digits_or_more_of_it(string? version, bool expected) =>
        PackageVersion.IsOf(version, Commit).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("aee3b5a")]
    public void Old_tool_took_an_unread_commit_for_a_match_but_nothing_short_of_a_full_commit_is_in_a_version(string commit) =>
        PackageVersion.IsOf("1.18-1.20250714103000123456.stable.0.gaee3b5a", commit).ShouldBeFalse();

    [Fact]
    public void The_time_of_the_build_is_not_taken_for_a_commit() =>
        PackageVersion.IsOf("1.18-1.20250714103000123456.stable.0.gaee3b5a", "2025071" + new string('c', 33)).ShouldBeFalse();
}
