using System.Text.Json.Nodes;

namespace ServiceGuru.Approvals;

public sealed class GateValuesTests
{
    [Theory]
    [InlineData("count", "3", "3")]
    [InlineData("count", "0", null)]
    [InlineData("count", "51", null)]
    [InlineData("count", "3.5", null)]
    [InlineData("sure", "True", "true")]
    [InlineData("sure", "yes", null)]
    [InlineData("size", "small", "\"small\"")]
    [InlineData("size", "Small", null)]
    [InlineData("ticket", "RITM0012345", "\"RITM0012345\"")]
    [InlineData("ticket", "see RITM0012345", null)]
    [InlineData("ticket", "RITM0012345\n", null)]
    [InlineData("why", "because", "\"because\"")]
    [InlineData("why", "no", null)]
    [InlineData("why", "   ", null)]
    [InlineData("why", "evil \u001b[2J", null)]
    public void A_value_is_read_as_its_type_or_refused(string name, string text, string? value)
    {
        List<string> mistakes = [];

        JsonObject read = GateValues.Read(Inputs, new JsonObject { [name] = text }, mistakes);

        read[name]?.ToJsonString().ShouldBe(value);
        mistakes.Count.ShouldBe(value is null ? 1 : 0);
    }

    [Fact]
    public void What_is_not_asked_for_is_refused_with_what_was_probably_meant()
    {
        List<string> mistakes = [];

        GateValues.Read(Inputs, new JsonObject { ["cuont"] = "3" }, mistakes).Count.ShouldBe(0);

        mistakes.Single().ShouldContain("Did you mean 'count'?");
    }

    [Fact]
    public void A_text_is_matched_in_linear_time()
    {
        GateInput evil = new() { Pattern = "(a+)+b" };

        GateValues.Read(evil, new string('a', GateValues.MaxLength)).ShouldBeNull();
    }

    [Theory]
    [InlineData(GateInputType.Choice, null, null, "needs values")]
    [InlineData(GateInputType.Integer, "[0-9]+", null, "only a string")]
    [InlineData(GateInputType.String, "(", null, "no regular expression")]
    [InlineData(GateInputType.String, "(?=a)", null, "no regular expression")]
    [InlineData(GateInputType.Boolean, null, 1L, "only an integer")]
    [InlineData(GateInputType.Integer, null, 9L, "above its maximum")]
    public void What_could_never_be_answered_is_a_mistake(GateInputType type, string? pattern, long? minimum, string mistake) =>
        GateValues.Mistakes(new Dictionary<string, GateInput> { ["x"] = new() { Type = type, Pattern = pattern, Minimum = minimum, Maximum = minimum is null ? null : 5 } })
            .ShouldContain(found => found.Message.Contains(mistake, StringComparison.Ordinal));

    private static Dictionary<string, GateInput> Inputs => new()
    {
        ["count"] = new() { Type = GateInputType.Integer, Minimum = 1, Maximum = 50 },
        ["sure"] = new() { Type = GateInputType.Boolean },
        ["size"] = new() { Type = GateInputType.Choice, Values = ["small", "large"] },
        ["ticket"] = new() { Pattern = "RITM[0-9]{7}" },
        ["why"] = new() { Minimum = 3 },
    };
}
