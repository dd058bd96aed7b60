using ServiceGuru.Documents;

namespace ServiceGuru.Connectors.Yaml;

public sealed class YamlDocumentWriterTests
{
    private static readonly SourcePosition Nowhere = new(null, 0, 0);

    [Theory]
    [InlineData("plain words")]
    [InlineData("true")]
    [InlineData("12")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData(" leading and trailing ")]
    [InlineData("a: b # no comment")]
    [InlineData("- item")]
    [InlineData("two\nlines")]
    [InlineData("two\nlines\n")]
    [InlineData("an empty\n\nline between\n")]
    [InlineData("# looks like a comment\n- and a list: x")]
    [InlineData("  indented\nthen not")]
    [InlineData("not\n  then indented")]
    [InlineData("many at the end\n\n\n")]
    [InlineData("tab\tand\nline")]
    [InlineData("trailing \nspace")]
    [InlineData("carriage\r\nreturn")]
    [InlineData("---\n...\n")]
    [InlineData("%TAG\n@at `x`")]
    [InlineData("ünïcode \u2028 \U0001F600\nline")]
    [InlineData("\u0007bell\n")]
    [InlineData("${{ steps.a.output.b }}")]
    [InlineData("'single' \"double\" \\back")]
    public void A_text_comes_back_as_it_was(string text)
    {
        MappingNode root = new([Entry("text", new ScalarNode(text, false, Nowhere)), Entry("list", new SequenceNode([new ScalarNode(text, false, Nowhere)], Nowhere))], Nowhere);

        MappingNode read = (MappingNode)new YamlDocumentParser().Parse(new YamlDocumentWriter().Write(root, "a comment\nof two lines"), null);

        ((ScalarNode)read.Find("text")!).Value.ShouldBe(text);
        ((ScalarNode)((SequenceNode)read.Find("list")!).Items.Single()).Value.ShouldBe(text);
    }

    [Fact]
    public void Lines_stand_below_each_other_and_values_keep_their_types()
    {
        MappingNode root = new(
        [
            Entry("text", new ScalarNode("one\ntwo\n", false, Nowhere)),
            Entry("flag", new ScalarNode("true", true, Nowhere)),
            Entry("word", new ScalarNode("true", false, Nowhere)),
            Entry("none", new ScalarNode(null, true, Nowhere)),
            Entry("items", new SequenceNode([new MappingNode([Entry("a", new ScalarNode("b", false, Nowhere))], Nowhere)], Nowhere)),
            Entry("empty", new MappingNode([], Nowhere)),
        ], Nowhere);

        new YamlDocumentWriter().Write(root, null).ShouldBe("text: |\n  one\n  two\nflag: true\nword: \"true\"\nnone: null\nitems:\n- a: b\nempty: {}\n");
    }

    private static MappingEntry Entry(string key, DocumentNode value) => new(new ScalarNode(key, true, Nowhere), value);
}
