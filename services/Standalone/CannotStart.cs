namespace Participatory.Standalone;

/// <summary>The house cannot be opened, and what to do about it.</summary>
internal sealed class CannotStart(string message, Exception? cause = null) : Exception(message, cause);
