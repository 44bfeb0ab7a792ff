namespace Participatory.Standalone.Demo;

/// <summary>How the demonstration is played; see the help of the command.</summary>
internal sealed record DemoOptions(bool Quick, FileInfo? Pb, int Seed, bool Json, bool Exit);
