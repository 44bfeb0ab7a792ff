namespace Participatory.Words.Holdings;

/// <summary>
/// One kind of personal data. What it is, why we have it, how long and who sees it are sentences of <c>Privacy.resx</c> that begin with its
/// name: <c>{Name}Title</c>, <c>{Name}What</c>, <c>{Name}Why</c>, <c>{Name}Kept</c>, <c>{Name}Seen</c>. The privacy notice says them.
/// </summary>
/// <param name="Name">As sentences and settings call it: <c>Council:Privacy:Bases:{Name}</c>.</param>
/// <param name="Basis">On what the council may hold it, unless it says another one in its settings.</param>
/// <param name="Level">How well it has to be kept.</param>
/// <param name="Ends">After which time a job removes it; null where the sentence itself says what ends it.</param>
public sealed record PersonalKind(string Name, LegalBasis Basis, Level Level, Period? Ends = null);

/// <summary>The bases of UK GDPR, Article 6(1), that a council may have here.</summary>
public enum LegalBasis
{
    /// <summary>Article 6(1)(e): a task in the public interest.</summary>
    PublicTask,

    /// <summary>Article 6(1)(c): a law says that it has to be kept.</summary>
    LegalObligation,

    /// <summary>Article 6(1)(b): an agreement with the person.</summary>
    Contract,

    /// <summary>Article 6(1)(a): the person said yes, and may take it back.</summary>
    Consent,
}
