namespace ServiceGuru.Ledger;

/// <summary>The ids of runs: they sort by the runs' starts, and old ones stay readable.</summary>
public sealed class RunIdsTests
{
    [Fact]
    public void Ids_sort_by_the_starts_of_their_runs_also_within_a_second()
    {
        DateTimeOffset start = new(2026, 11, 23, 13, 5, 2, TimeSpan.Zero);
        string[] ids = [.. Enumerable.Range(0, 700).Select(step => RunIds.Create(start + (step * TimeSpan.FromMilliseconds(1.5))))];

        ids.Order(StringComparer.Ordinal).ShouldBe(ids);
        ids.ShouldAllBe(id => RunIds.IsValid(id));
        ids[0].ShouldStartWith("20261123-130502-22");
        ids[^1].ShouldStartWith("20261123-130503-");
    }

    [Fact]
    public void Two_that_begin_at_the_same_moment_differ()
    {
        DateTimeOffset start = new(2026, 11, 23, 13, 5, 2, 999, TimeSpan.Zero);

        Enumerable.Range(0, 10).Select(_ => RunIds.Create(start)).Distinct().Count().ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData("20261123-130502-k7qd", true)]
    [InlineData("20261123-130502-4xk7qd", true)]
    [InlineData("20261123-130502-k7qd.rollout.17", true)]
    [InlineData("20261123-130502-4xk7qd.rollout.17", true)]
    [InlineData("20261123-130502-4k7qd", false)]
    [InlineData("20261123-130502-4xk7qd2", false)]
    [InlineData("20261123-130502-4XK7QD", false)]
    [InlineData("20261123-130502-4xk7qd\n", false)]
    [InlineData("../20261123-130502-4xk7qd", false)]
    public void What_is_an_id(string text, bool valid) => RunIds.IsValid(text).ShouldBe(valid);
}
