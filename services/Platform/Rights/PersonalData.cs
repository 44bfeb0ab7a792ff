using Participatory.Platform.Storage;

namespace Participatory.Platform.Rights;

/// <summary>What a service does for a person with what it holds about them.</summary>
/// <param name="Read">Gives them all of it: every table that the catalogue does not say why not of, then files.</param>
/// <param name="Forget">
/// Removes what is known by their subject, or lets it stay without it; done again, it does the same to what came since.
/// </param>
public sealed record PersonalData(Func<MyRows, Task> Read, Func<Transaction, string, Task> Forget);
