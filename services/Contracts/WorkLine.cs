namespace Participatory.Contracts;

/// <summary>How many things of one kind wait for somebody at the council.</summary>
/// <param name="Kind">One of <see cref="WorkKinds"/>.</param>
/// <param name="RoundId">Empty where it belongs to none.</param>
/// <param name="Title">Of the round, or of the grant; empty where the kind names neither.</param>
/// <param name="AreaCode">Whose officers can do it; empty where officers of every area can.</param>
/// <param name="OnlyForSubject">The subject of the only officer whom it concerns; empty for everybody of the role.</param>
/// <param name="NotForSubject">The subject of the officer who began it, so that somebody else has to go on; empty for nobody.</param>
public sealed record WorkLine(
    string Kind, string RoundId, string Title, int Count, string AreaCode = "", string OnlyForSubject = "", string NotForSubject = "");
