using ServiceGuru.Connectors.Yaml;
using ServiceGuru.Documents;

namespace ServiceGuru.Connectors.Tests.Yaml;

public sealed class YamlDocumentParserTests
{
    private readonly YamlDocumentParser parser = new();

    [Fact]
    public void Nodes_know_their_lines_and_columns()
    {
        var root = (MappingNode)parser.Parse("name: packit\nlist:\n  - a\n  - b: 1\n", "service.yaml");

        root.Entries[0].Key.Position.ShouldBe(new SourcePosition("service.yaml", 1, 1));
        root.Entries[0].Value.Position.ShouldBe(new SourcePosition("service.yaml", 1, 7));
        var list = (SequenceNode)root.Find("list")!;
        list.Items[0].Position.ShouldBe(new SourcePosition("service.yaml", 3, 5));
        ((MappingNode)list.Items[1]).Find("b")!.Position.ShouldBe(new SourcePosition("service.yaml", 4, 8));
    }

    [Theory]
    [InlineData("a: 12", "12", true)]
    [InlineData("a: '12'", "12", false)]
    [InlineData("a: \"12\"", "12", false)]
    [InlineData("a: !!str 12", "12", false)]
    [InlineData("a: !!int 12", "12", true)]
    [InlineData("a: ~", null, true)]
    [InlineData("a: NULL", null, true)]
    [InlineData("a:", null, true)]
    [InlineData("a: 'null'", "null", false)]
    [InlineData("a: ''", "", false)]
    [InlineData("a: |\n  x\n  y\n", "x\ny\n", false)]
    [InlineData("a: >-\n  x\n  y\n", "x y", false)]
    [InlineData("a: ⚠️ Größe", "⚠️ Größe", true)]
    [InlineData("\uFEFFa: x", "x", true)]
    [InlineData("a: x\r\n", "x", true)]
    public void A_value_is_read_as_it_was_meant(string text, string? value, bool plain)
    {
        var scalar = (ScalarNode)((MappingNode)parser.Parse(text, null)).Find("a")!;

        scalar.Value.ShouldBe(value);
        scalar.Plain.ShouldBe(plain);
    }

    [Fact]
    public void Duplicate_keys_stay_for_the_binder_to_refuse()
    {
        var root = (MappingNode)parser.Parse("a: 1\na: 2\n", null);

        root.Entries.Select(entry => ((ScalarNode)entry.Value).Value).ShouldBe(["1", "2"]);
        root.Entries[1].Key.Position.Line.ShouldBe(2);
    }

    [Fact]
    public void An_alias_stands_for_its_anchors_value()
    {
        var root = (MappingNode)parser.Parse("a: &x {b: 1}\nc: *x\n", null);

        ((MappingNode)root.Find("c")!).Find("b").ShouldBeOfType<ScalarNode>().Value.ShouldBe("1");
    }

    [Fact]
    public void An_empty_document_is_null()
    {
        parser.Parse("# nothing\n", null).ShouldBe(new ScalarNode(null, true, new SourcePosition(null, 1, 1)));
    }

    [Theory]
    [InlineData("<<: {a: 1}", "YamlMergeKey", 1, 1)]
    [InlineData("a: *x", "YamlAlias", 1, 4)]
    [InlineData("a: &x [*x]", "YamlAlias", 1, 8)]
    [InlineData("? [1]\n: 2", "YamlKey", 1, 3)]
    [InlineData("a: !foo x", "YamlTag", 1, 4)]
    [InlineData("---\na: 1\n---\nb: 2", "YamlSeveralDocuments", 3, 1)]
    [InlineData("a: b: c", "YamlSyntax", 1, 5)]
    [InlineData("a: 'x", "YamlSyntax", 1, 4)]
    [InlineData("a: [1,", "YamlSyntax", 2, 1)]
    [InlineData("a: @x", "YamlSyntax", 1, 4)]
    [InlineData("a: 1\n}", "YamlSyntax", 2, 1)]
    [InlineData("a: \u0001", "YamlSyntax", 1, 4)]
    public void A_mistake_is_told_with_its_place(string text, string id, int line, int column)
    {
        Diagnostic diagnostic = Mistakes(text).ShouldHaveSingleItem();

        diagnostic.Id.ShouldBe(id);
        diagnostic.Position.ShouldBe(new SourcePosition("f.yaml", line, column));
        diagnostic.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void Half_a_character_is_told_with_its_place()
    {
        Mistakes("a: \uD83D").ShouldHaveSingleItem().Position.ShouldBe(new SourcePosition("f.yaml", 1, 4));
    }

    [Fact]
    public void Every_line_with_a_tab_is_told_at_once()
    {
        Mistakes("a:\n\tb: 1\nc: 2\n \td: 3\n").Select(one => (one.Id, one.Position.Line, one.Position.Column))
            .ShouldBe([("YamlSyntax", 2, 1), ("YamlSyntax", 4, 2)]);
    }

    [Fact]
    public void Mistakes_before_a_syntax_error_are_told_with_it_in_the_order_of_the_file()
    {
        Mistakes("a: *x\nb: !foo 1\n<<: {}\nc: 'open\n").Select(one => one.Id)
            .ShouldBe(["YamlAlias", "YamlTag", "YamlMergeKey", "YamlSyntax"]);
    }

    [Fact]
    public void A_few_lines_that_stand_for_billions_of_nodes_are_refused()
    {
        string text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 12).Select(index =>
            $"a{index}: &a{index} [{string.Join(',', Enumerable.Repeat($"*a{index - 1} ", 10))}]\n"));

        Mistakes(text).ShouldHaveSingleItem().Id.ShouldBe("YamlTooLarge");
    }

    [Fact]
    public void Depth_is_bounded_with_and_without_aliases()
    {
        Mistakes(new string('[', 100_000)).ShouldHaveSingleItem().Id.ShouldBe("YamlTooDeep");
        string text = "a0: &a0 [x]\n" + string.Concat(Enumerable.Range(1, 70).Select(index => $"a{index}: &a{index} [*a{index - 1} ]\n"));
        Mistakes(text).ShouldHaveSingleItem().Id.ShouldBe("YamlTooDeep");
    }

    [Fact]
    public void Size_is_bounded()
    {
        Mistakes(new string('a', YamlDocumentParser.MaxLength + 1)).ShouldHaveSingleItem().Id.ShouldBe("YamlTooLarge");
    }

    [Fact]
    public void Whatever_a_file_holds_it_is_read_or_its_mistakes_are_told()
    {
        string good = File.ReadAllText(ShippedDefinition.Path);
        const string Strange = "\t:-?[]{}&*!|>'\"%@`#,\n\r<~\\ \u0085\u2028";
        var random = new Random(20260601);
        for (int round = 0; round < 2_000; round++)
        {
            char[] text = good[..random.Next(1, 1_500)].ToCharArray();
            for (int change = 0; change < 4; change++)
            {
                text[random.Next(text.Length)] = Strange[random.Next(Strange.Length)];
            }

            try
            {
                parser.Parse(new string(text), null).ShouldNotBeNull();
            }
            catch (InvalidDocumentException exception)
            {
                exception.Diagnostics.ShouldAllBe(one => one.Position.Line >= 1 && one.Position.Column >= 1);
            }
        }
    }

    private IReadOnlyList<Diagnostic> Mistakes(string text) =>
        Should.Throw<InvalidDocumentException>(() => parser.Parse(text, "f.yaml")).Diagnostics;
}
