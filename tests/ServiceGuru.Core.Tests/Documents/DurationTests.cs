namespace ServiceGuru.Documents;

public sealed class DurationTests
{
    [Theory]
    [InlineData("250ms", 0.25)]
    [InlineData("30s", 30)]
    [InlineData("10m", 600)]
    [InlineData("1.5h", 5400)]
    [InlineData("1h30m", 5400)]
    [InlineData("2d", 172800)]
    [InlineData("0s", 0)]
    public void Reads_what_people_write(string text, double seconds)
    {
        Duration.TryParse(text, out TimeSpan duration).ShouldBeTrue();
        duration.TotalSeconds.ShouldBe(seconds);
        Duration.TryParse(Duration.Format(duration), out TimeSpan again).ShouldBeTrue();
        again.ShouldBe(duration);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("5 s")]
    [InlineData("-5s")]
    [InlineData("s")]
    [InlineData("1.2.3s")]
    [InlineData("5y")]
    [InlineData("400d")]
    [InlineData(null)]
    public void Refuses_what_could_mean_anything(string? text) => Duration.TryParse(text, out _).ShouldBeFalse();
}
