using System.Collections;
using ServiceGuru.Binding;

namespace ServiceGuru.Tests.Binding;

public sealed class TextTableTests
{
    [Fact]
    public void Values_become_the_texts_that_runbooks_write()
    {
        Hashtable table = new() { ["yes"] = true, ["count"] = 3, ["share"] = 0.5, ["wait"] = TimeSpan.FromMinutes(90), ["text"] = "prod", ["none"] = null };

        IReadOnlyDictionary<string, string> texts = TextTable.Of(table)!;

        texts["yes"].ShouldBe("true");
        texts["count"].ShouldBe("3");
        texts["share"].ShouldBe("0.5");
        texts["wait"].ShouldBe("1h30m");
        texts["text"].ShouldBe("prod");
        texts["none"].ShouldBe(string.Empty);
    }

    [Fact]
    public void Lists_and_mappings_become_what_YAML_takes()
    {
        Hashtable table = new() { ["names"] = new object[] { "ogr", 3, true, "packit" }, ["map"] = new Hashtable { ["a"] = "b" } };

        IReadOnlyDictionary<string, string> texts = TextTable.Of(table)!;

        texts["names"].ShouldBe("""["ogr",3,true,"packit"]""");
        texts["map"].ShouldBe("""{"a":"b"}""");
    }

    [Fact]
    public void Nothing_given_stays_nothing() => TextTable.Of(null).ShouldBeNull();
}
