using System.Text;
using System.Text.Json.Nodes;
using ServiceGuru.Sandbox.Cluster.Api;
using ServiceGuru.Sandbox.Cluster.Patching;

namespace ServiceGuru.Sandbox.Tests.Cluster.Patching;

public sealed class PatchTests
{
    private const string Strategic = "application/strategic-merge-patch+json";
    private const string Merge = "application/merge-patch+json";
    private const string Json = "application/json-patch+json";

    [Theory]
    [InlineData(Merge, """{"a":{"b":1,"c":2}}""", """{"a":{"b":null,"d":[1]}}""", """{"a":{"c":2,"d":[1]}}""")]
    [InlineData(Merge, """{"containers":[{"name":"a"}]}""", """{"containers":[{"name":"b"}]}""", """{"containers":[{"name":"b"}]}""")]
    [InlineData(Strategic, """{"containers":[{"name":"a","image":"1"},{"name":"b"}]}""", """{"containers":[{"name":"a","image":"2"},{"name":"c"}]}""",
        """{"containers":[{"name":"a","image":"2"},{"name":"b"},{"name":"c"}]}""")]
    [InlineData(Strategic, """{"containers":[{"name":"a"},{"name":"b"}]}""", """{"containers":[{"$patch":"delete","name":"a"}]}""", """{"containers":[{"name":"b"}]}""")]
    [InlineData(Strategic, """{"env":[{"name":"a"},{"name":"b"}]}""", """{"$setElementOrder/env":[{"name":"b"},{"name":"a"}],"env":[{"name":"b","value":"x"}]}""",
        """{"env":[{"name":"b","value":"x"},{"name":"a"}]}""")]
    [InlineData(Strategic, """{"template":{"a":1,"b":2}}""", """{"template":{"$patch":"replace","b":3}}""", """{"template":{"b":3}}""")]
    [InlineData(Strategic, """{"args":["a","b"]}""", """{"args":["c"]}""", """{"args":["c"]}""")]
    [InlineData(Strategic, """{"finalizers":["a"]}""", """{"finalizers":["b"]}""", """{"finalizers":["a","b"]}""")]
    [InlineData(Strategic, """{"finalizers":["a","b"]}""", """{"$deleteFromPrimitiveList/finalizers":["a"]}""", """{"finalizers":["b"]}""")]
    [InlineData(Strategic, """{"strategy":{"type":"RollingUpdate","rollingUpdate":{}}}""", """{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}""", """{"strategy":{"type":"Recreate"}}""")]
    [InlineData(Json, """{"a":["x","y"]}""", """[{"op":"add","path":"/a/1","value":"z"},{"op":"remove","path":"/a/0"}]""", """{"a":["z","y"]}""")]
    [InlineData(Json, """{"a":{"b/c":1}}""", """[{"op":"test","path":"/a/b~1c","value":1},{"op":"replace","path":"/a/b~1c","value":2}]""", """{"a":{"b/c":2}}""")]
    [InlineData(Json, """{"a":1}""", """[{"op":"move","from":"/a","path":"/b"},{"op":"copy","from":"/b","path":"/c"}]""", """{"b":1,"c":1}""")]
    public void Patches_change_what_they_say(string type, string before, string patch, string after)
    {
        var target = (JsonObject)JsonNode.Parse(before)!;

        ClientPatch.Read(type, Encoding.UTF8.GetBytes(patch)).Apply(target);

        JsonNode.DeepEquals(target, JsonNode.Parse(after)).ShouldBeTrue(target.ToJsonString());
    }

    [Theory]
    [InlineData(Json, """[{"op":"test","path":"/a","value":2}]""", 422)]
    [InlineData(Json, """[{"op":"remove","path":"/nope"}]""", 422)]
    [InlineData(Json, """[{"op":"dance","path":"/a"}]""", 400)]
    [InlineData(Json, """{"a":1}""", 400)]
    [InlineData(Merge, """[]""", 400)]
    [InlineData(Merge, "{", 400)]
    [InlineData(Strategic, """{"containers":[{"image":"x"}]}""", 400)]
    [InlineData(Merge, """{"metadata":{"labels":{"a":"1","a":"2"}}}""", 400)]
    [InlineData(Json, """[{"op":"add","op":"add","path":"/b","value":1}]""", 400)]
    [InlineData("application/apply-patch+yaml", """{"kind":"Pod","kind":"Pod"}""", 400)]
    [InlineData("application/yaml", "{}", 415)]
    [InlineData("application/apply-patch+yaml", "a: b", 415)]
    public void What_cannot_be_applied_is_refused(string type, string patch, int code)
    {
        var target = new JsonObject { ["a"] = 1 };

        Should.Throw<ApiException>(() => ClientPatch.Read(type, Encoding.UTF8.GetBytes(patch)).Apply(target)).Code.ShouldBe(code);
    }
}
