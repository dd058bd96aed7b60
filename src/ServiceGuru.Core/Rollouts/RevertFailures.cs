using System.Globalization;
using ServiceGuru.Operations;

namespace ServiceGuru.Rollouts;

/// <summary>Says that a deployment was reverted.</summary>
internal static class RevertFailures
{
    /// <summary>Tells that the previous deployment was reverted and nothing new comes to production until that is over.</summary>
    public static Failure PreviousDeployment(string environment, IReadOnlyList<RevertedTag> reverted)
    {
        RevertedTag newest = reverted.OrderByDescending(tag => tag.At).First();
        return new Failure
        {
            Id = "PreviousDeploymentReverted",
            Message = $"The previous deployment was reverted: {Describe(newest)}.",
            Target = environment,
            Cause = $"Automatic imports are paused: {environment} gets nothing new, not even by a push, while {Names(reverted)} {(reverted.Count == 1 ? "is" : "are")} held at older images.",
            Evidence = [.. reverted.Select(Line)],
            NextAction = $"Once the fix is on its way, deploy with it: guru import {environment} --after-revert (in a runbook the input afterRevert: true), which imports what the registry has and lets automatic imports go on.",
        };
    }

    /// <summary>When, by whom, and why, one line without a full stop.</summary>
    public static string Describe(RevertedTag tag)
    {
        string when = tag.At is { } at ? string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyy-MM-dd HH:mm}Z, ") : string.Empty;
        string who = tag.By is null ? "by hand" : tag.Run is null ? $"by {tag.By}" : $"by {tag.By} (run {tag.Run})";
        return $"{when}{who}{(tag.Reason is null ? string.Empty : $", because: {tag.Reason}")}";
    }

    /// <summary>One line about one tag.</summary>
    public static string Line(RevertedTag tag) => $"{tag.ImageStream}:{tag.Tag} is held at {tag.Image}{(tag.From is null ? string.Empty : $", instead of {tag.From}")}";

    private static string Names(IReadOnlyList<RevertedTag> reverted) => string.Join(", ", reverted.Select(tag => tag.ImageStream));
}
