namespace Participatory.Cli.Verify;

/// <summary>The first thing that is wrong with a bundle.</summary>
/// <param name="line">On which line, from 1.</param>
/// <param name="what">In one or two words, always the same for the same kind of fault, for example "checkpoint root".</param>
/// <param name="sentence">What is wrong, for people.</param>
internal sealed class BundleFault(long line, string what, string sentence) : Exception($"Line {line}: {what}: {sentence}")
{
    public long Line { get; } = line;

    public string What { get; } = what;
}
