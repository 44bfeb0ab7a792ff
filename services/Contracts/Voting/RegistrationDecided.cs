namespace Participatory.Contracts.Voting;

/// <summary>An officer has looked at somebody's registration for a poll.</summary>
/// <param name="Title">Of the poll.</param>
/// <param name="Admitted">They are on the roll now.</param>
/// <param name="Reason">Where they are not, why, in the officer's own words. Else empty.</param>
public sealed record RegistrationDecided(string PollId, string Title, string RecipientSubject, bool Admitted, string Reason);
