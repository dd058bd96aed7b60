using ServiceGuru.Sandbox.Cluster.Tables;

namespace ServiceGuru.Sandbox.Tests.Cluster.Tables;

public sealed class AgeTests
{
    [Theory]
    [InlineData(45, "45s")]
    [InlineData(119, "119s")]
    [InlineData(187, "3m7s")]
    [InlineData(540, "9m")]
    [InlineData(3600, "60m")]
    [InlineData(3 * 3600 + 60, "3h1m")]
    [InlineData(30 * 3600, "30h")]
    [InlineData(6 * 86400 + 21 * 3600, "6d21h")]
    [InlineData(412 * 86400, "412d")]
    [InlineData(800 * 86400, "2y70d")]
    public void Ages_are_short_as_in_kubernetes(long seconds, string text) => Age.Short(TimeSpan.FromSeconds(seconds)).ShouldBe(text);

    [Theory]
    [InlineData(0.5, "Less than a second ago")]
    [InlineData(30, "30 seconds ago")]
    [InlineData(90, "About a minute ago")]
    [InlineData(3600, "About an hour ago")]
    [InlineData(6.9 * 86400, "6 days ago")]
    [InlineData(21 * 86400, "3 weeks ago")]
    public void Ages_are_words_as_in_openshift(double seconds, string text) => Age.Long(TimeSpan.FromSeconds(seconds)).ShouldBe(text);
}
