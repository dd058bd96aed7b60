using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServiceGuru.Ledger;

/// <summary>What people see of recorded JSON: plain values, whatever the JSON was made of.</summary>
public sealed class JsonMapTests
{
    private const string Text = """{"text":"é","whole":3,"exact":1.10,"huge":1e300,"yes":true,"none":null,"list":[1,{"a":"b"}],"map":{"c":[]}}""";

    [Fact]
    public void Values_are_plain()
    {
        JsonMap map = new(JsonNode.Parse(Text)!.AsObject());

        map["text"].ShouldBe("é");
        map["whole"].ShouldBe(3L);
        map["exact"].ShouldBe(1.10m);
        map["huge"].ShouldBe(1e300);
        map["yes"].ShouldBe(true);
        map["none"].ShouldBeNull();
        object?[] list = map["list"].ShouldBeOfType<object?[]>();
        list[0].ShouldBe(1L);
        list[1].ShouldBeOfType<JsonMap>()["a"].ShouldBe("b");
        map["map"].ShouldBeOfType<JsonMap>()["c"].ShouldBeOfType<object?[]>().ShouldBeEmpty();
    }

    [Fact]
    public void Values_are_the_same_before_they_were_written_and_after()
    {
        JsonMap made = new(new JsonObject { ["int"] = 3, ["short"] = (short)3, ["decimal"] = 2.5m, ["double"] = 2.5, ["guid"] = Guid.Empty, ["time"] = DateTimeOffset.UnixEpoch, ["enum"] = JsonValue.Create(DayOfWeek.Monday) });
        JsonMap read = JsonSerializer.Deserialize<JsonMap>(JsonSerializer.Serialize(made, LedgerJson.Options), LedgerJson.Options)!;

        made.ShouldBe(read);
        read["int"].ShouldBe(3L);
        read["double"].ShouldBe(2.5m);
    }

    [Fact]
    public void It_is_read_and_written_as_the_object_that_it_is()
    {
        JsonMap map = JsonSerializer.Deserialize<JsonMap>(Text, LedgerJson.Options)!;

        JsonNode.DeepEquals(JsonNode.Parse(JsonSerializer.Serialize(map, LedgerJson.Options)), JsonNode.Parse(Text)).ShouldBeTrue();
        JsonSerializer.Deserialize<JsonMap>("null", LedgerJson.Options).ShouldBeNull();
        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<JsonMap>("[]", LedgerJson.Options));
    }

    [Fact]
    public void It_is_a_dictionary_that_nobody_changes()
    {
        IDictionary map = new JsonMap(new JsonObject { ["a"] = 1, ["b"] = "two" });

        map["a"].ShouldBe(1L);
        map["c"].ShouldBeNull();
        map[3].ShouldBeNull();
        map.Contains("b").ShouldBeTrue();
        map.Contains(3).ShouldBeFalse();
        map.Keys.Cast<string>().ShouldBe(["a", "b"]);
        map.Values.Cast<object>().ShouldBe([1L, "two"]);
        List<object> keys = [];
        foreach (DictionaryEntry entry in map)
        {
            keys.Add(entry.Key);
        }

        keys.ShouldBe(["a", "b"]);
        DictionaryEntry[] copy = new DictionaryEntry[3];
        map.CopyTo(copy, 1);
        copy[2].Value.ShouldBe("two");
        map.IsReadOnly.ShouldBeTrue();
        Should.Throw<NotSupportedException>(() => map["a"] = 2);
        Should.Throw<NotSupportedException>(() => map.Add("d", 1));
        Should.Throw<NotSupportedException>(() => map.Remove("a"));
        Should.Throw<NotSupportedException>(map.Clear);
    }

    [Fact]
    public void A_key_that_is_not_there_is_named_with_those_that_are()
    {
        JsonMap map = new(new JsonObject { ["a"] = 1, ["b"] = 2 });

        Should.Throw<KeyNotFoundException>(() => map["c"]).Message.ShouldBe("There is no 'c'; there are: a, b.");
        map.TryGetValue("c", out object? value).ShouldBeFalse();
        value.ShouldBeNull();
    }
}
