using Participatory.Access.V1;
using Participatory.Platform.Identity;

namespace Participatory.Tests;

/// <summary>The people of the tests. They stand one namespace up, where their name comes before that of the service.</summary>
public static class People
{
    /// <summary>Nobody is signed in.</summary>
    public static readonly Caller Nobody = Caller.Nobody;

    /// <summary>A resident who proposes and supports.</summary>
    public static readonly Caller Amina = Resident("subject-amina");

    /// <summary>Another resident.</summary>
    public static readonly Caller Tom = Resident("subject-tom");

    /// <summary>A council officer.</summary>
    public static readonly Caller Grace = new("subject-grace", "Grace Bell, neighbourhood officer", Set(Role.Officer), Codes());

    /// <summary>A council officer who may act in ward E05000001 only.</summary>
    public static readonly Caller Olu = new("subject-olu", "Olu Ade, ward officer", Set(Role.Officer), Codes("E05000001"));

    /// <summary>A finance officer.</summary>
    public static readonly Caller Femi = new("subject-femi", "Femi Stone, finance officer", Set(Role.Finance), Codes());

    /// <summary>Somebody who is both an officer and a finance officer, as in a small council.</summary>
    public static readonly Caller Noor = new("subject-noor", "Noor Khan, clerk", Set(Role.Officer, Role.Finance), Codes());

    /// <summary>An administrator, whom no e-mail reaches.</summary>
    public static readonly Caller Nia = new("subject-nia", "Nia Price, administrator", Set(Role.Administrator), Codes());

    /// <summary>A resident with that subject.</summary>
    public static Caller Resident(string subject) => new(subject, "", Set(), Codes());

    private static HashSet<Role> Set(params Role[] roles) => [.. roles];

    private static HashSet<string> Codes(params string[] codes) => [.. codes];
}
