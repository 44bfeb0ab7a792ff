using Participatory.Access.V1;

namespace Participatory.Platform.Identity;

/// <summary>Who calls, as People has signed it.</summary>
/// <param name="Subject">An opaque id; empty where nobody is signed in.</param>
/// <param name="ShownAs">For officers and finance officers the name and role that the public sees; else empty.</param>
/// <param name="Roles">What the person may do beside what everybody may.</param>
/// <param name="Areas">For an officer of some areas, their codes; empty is every area.</param>
public sealed record Caller(string Subject, string ShownAs, IReadOnlySet<Role> Roles, IReadOnlySet<string> Areas)
{
    /// <summary>Nobody is signed in.</summary>
    public static readonly Caller Nobody = new("", "", new HashSet<Role>(), new HashSet<string>());

    /// <summary>When they last showed who they are; null where that says nothing about this moment, as with a link.</summary>
    public DateTimeOffset? ProvedAt { get; init; }

    /// <summary>
    /// A keyed hash of the mailbox behind the person's address, which People alone can make: two people with one share a mailbox. Empty
    /// where there is none.
    /// </summary>
    public string Mailbox { get; init; } = "";

    /// <summary>Which of the person's sessions it is; what ends that ends this identity (<see cref="EndedSessions"/>). Empty where it is
    /// of none.</summary>
    public string SessionId { get; init; } = "";

    /// <summary>Somebody is signed in.</summary>
    public bool IsSignedIn => Subject.Length > 0;

    /// <summary>The caller has the role; everybody is <see cref="Role.Anyone"/>, everybody signed in <see cref="Role.Person"/>.</summary>
    public bool Is(Role role) => role switch
    {
        Role.Anyone => true,
        // One of our own processes is nobody.
        Role.Person => IsSignedIn && !Roles.Contains(Role.Service),
        _ => Roles.Contains(role),
    };

    /// <summary>The name and role that stand beside a decision. Never empty: an empty name means that the clock did it.</summary>
    public string Signature() => ShownAs.Length > 0 ? ShownAs : "A council officer";

    /// <summary>An officer may act in that area.</summary>
    public bool MayActIn(string areaCode) => Areas.Count == 0 || Areas.Contains(areaCode);
}
