using System.Text;
using System.Text.Json.Nodes;

namespace ServiceGuru.Sandbox.Cluster.Controllers;

/// <summary>The short names that Kubernetes derives from pod templates and gives to pods.</summary>
internal static class TemplateHash
{
    // No vowels and no look-alikes, as in Kubernetes, so that no name spells a word.
    private const string Alphabet = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>The hash of a template: up to ten letters and digits.</summary>
    public static string Of(JsonNode template)
    {
        var hash = 2166136261u;
        foreach (var one in Encoding.UTF8.GetBytes(template.ToJsonString()))
        {
            hash = (hash ^ one) * 16777619u;
        }

        return string.Concat(hash.ToString(null, null).Select(digit => Alphabet[digit % Alphabet.Length]));
    }

    /// <summary>Five random letters and digits.</summary>
    public static string Suffix() => new(Random.Shared.GetItems<char>(Alphabet, 5));
}
