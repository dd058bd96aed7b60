namespace ServiceGuru.Operations;

public sealed class QuantityTests
{
    [Theory]
    [InlineData(1, "branch", "1 branch")]
    [InlineData(2, "branch", "2 branches")]
    [InlineData(0, "entry", "0 entries")]
    [InlineData(3, "day", "3 days")]
    [InlineData(2, "status", "2 statuses")]
    [InlineData(21, "commit", "21 commits")]
    public void A_number_agrees_with_its_noun(int count, string noun, string text) => Quantity.Of(count, noun).ShouldBe(text);
}
