using ServiceGuru.Images;
using ServiceGuru.Services;

namespace ServiceGuru.Health.Rules;

/// <summary>An image stream that must be there.</summary>
/// <param name="Scope">What holds for the whole check.</param>
/// <param name="Definition">What the definition says.</param>
/// <param name="State">What the cluster has.</param>
/// <param name="Tag">The environment's tag in it.</param>
/// <param name="From">The image that the tag follows.</param>
/// <param name="HasImageStreams">Whether the cluster has image streams at all.</param>
internal sealed record ImageStreamSubject(
    RuleScope Scope,
    ImageStreamDefinition Definition,
    ImageStreamState? State,
    string Tag,
    string From,
    bool HasImageStreams) : IRuleSubject
{
    public string Target => $"imagestream/{Definition.Name}:{Tag}";

    public ImageStreamTagState? TagState => State?.Tags.FirstOrDefault(tag => tag.Tag == Tag);

    /// <summary>How to import it now: a deployment leaves images of others alone, so those go by the cluster's own tool.</summary>
    public string Import() => Definition.Import
        ? $"guru import {Scope.Environment}"
        : $"oc import-image is/{Definition.Name}:{Tag} -n {Scope.Namespace}";
}
