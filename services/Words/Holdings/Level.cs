namespace Participatory.Words.Holdings;

/// <summary>
/// How much it would hurt if somebody read what is not for them. A kind has the level of what is worst in it; what holds for each level
/// stands in <c>eng/security/ASVS.md</c>.
/// </summary>
public enum Level
{
    /// <summary>Meant for everybody, under the name that somebody chose for it.</summary>
    Public,

    /// <summary>Between a person and the council, or some of it.</summary>
    Personal,

    /// <summary>
    /// Opens something, takes money, or says what nobody may ever know of somebody: it stands nowhere as it is, or leads to nobody.
    /// </summary>
    Secret,
}
