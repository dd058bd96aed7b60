namespace ServiceGuru.Operations;

/// <summary>
/// Puts a failure on the item that the caller asked about. A connector knows only its system's address; scripts look for a
/// repository, a channel, an environment.
/// </summary>
internal static class FailureTarget
{
    /// <summary>Gives the failure on an item. What it was on stays in the evidence, where its texts do not tell it.</summary>
    public static Failure On(this Failure failure, string item)
    {
        if (failure.Target is not { } target || target == item)
        {
            return failure with { Target = item };
        }

        string told = $"{failure.Message} {failure.Cause} {failure.NextAction}";
        bool known = target.Split(' ').All(word => told.Contains(word, StringComparison.Ordinal));
        return failure with { Target = item, Evidence = known ? failure.Evidence : [.. failure.Evidence, $"met at: {target}"] };
    }

    /// <summary>Waits for an answer whose failure is on an item.</summary>
    public static async Task<T> On<T>(this Task<T> answer, string item)
    {
        try
        {
            return await answer.ConfigureAwait(false);
        }
        catch (GuruException exception)
        {
            throw new GuruException(exception.Failure.On(item), exception);
        }
    }
}
