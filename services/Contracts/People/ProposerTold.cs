namespace Participatory.Contracts.People;

/// <summary>
/// The person behind an idea has been told what became of it, so that everybody else may hear. Nobody is told who has no
/// address with us, as in a published election; then there is nobody to wait for.
/// </summary>
public sealed record ProposerTold(string RoundId, string ProjectId, DateTimeOffset ToldAt);
