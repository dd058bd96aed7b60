namespace ServiceGuru.Images;

/// <summary>One image on its way from a commit to running pods.</summary>
public sealed record ImageStatus
{
    /// <summary>The source repository's name.</summary>
    public required string Repository { get; init; }

    /// <summary>The image without tag, e.g. <c>quay.io/packit/packit-worker</c>.</summary>
    public required string Image { get; init; }

    /// <summary>The full commit at the head of the environment's branch.</summary>
    public required string Commit { get; init; }

    /// <summary>How far the commit's build is.</summary>
    public BuildState Build { get; init; }

    /// <summary>The page of the newest run, if there is one.</summary>
    public Uri? RunUrl { get; init; }

    /// <summary>The digest under the environment's tag, or null where there is no such tag.</summary>
    public string? Digest { get; init; }

    /// <summary>Whether that digest was built from the commit.</summary>
    public bool Published { get; init; }

    /// <summary>The digest that the cluster's image stream has, if one follows the image.</summary>
    public string? ImportedDigest { get; init; }

    /// <summary>
    /// Whether that is the registry's image under the environment's tag; also true where the image stream keeps the
    /// image of one architecture of the registry's manifest list, whose digest is another one.
    /// </summary>
    public bool Imported { get; init; }

    /// <summary>The digest that pods run; several with commas during a rollout, null where none runs or none can be told.</summary>
    public string? RunningDigest { get; init; }

    /// <summary>Whether pods run the registry's image under the environment's tag (as for <see cref="Imported"/>) and no other one.</summary>
    public bool Running { get; init; }
}
