namespace Participatory.Contracts.People;

/// <summary>
/// Somebody asked to be forgotten: nobody is behind this subject any more, and whatever is known by it goes, or stays without it. Heard
/// again after a backup was brought back.
/// </summary>
public sealed record PersonForgotten(string PersonSubject, DateTimeOffset ForgottenAt);
