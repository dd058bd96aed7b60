using ServiceGuru.Documents;

namespace ServiceGuru.Connectors.Yaml;

/// <summary>
/// A node and what it costs to walk through. An alias shares its node, so a few lines can stand for billions of nodes;
/// the costs tell before anybody walks.
/// </summary>
/// <param name="Node">The node.</param>
/// <param name="Size">How many nodes it holds, itself included, with every alias written out.</param>
/// <param name="Height">How many levels it holds, itself included.</param>
internal sealed record ComposedNode(DocumentNode Node, long Size, int Height);
