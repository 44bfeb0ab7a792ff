using Participatory.People.SignIn;
using Participatory.Tests.Harness;

namespace Participatory.Tests.Service.SigningIn.Decisions;

/// <summary>Whose session begins where somebody comes from the residents' provider.</summary>
public sealed class ResidentDecisionTests
{
    private const string Email = "amina@example.org";

    /// <summary>Whose account it is; what of the address is known here: nobody has it, somebody has it, somebody of the staff has it or
    /// was invited with it, and whether a code has just shown that it is them or another.</summary>
    private static readonly Dictionary<string, ResidentKnown> Known = new(StringComparer.Ordinal)
    {
        ["KNOWN"] = new("amina", null, null, Works: false, null),
        ["NO_EMAIL"] = new(null, null, null, Works: false, null),
        ["NEW"] = new(null, Email, null, Works: false, null),
        ["NEW_OF_ANOTHER"] = new(null, Email, null, Works: false, "bela"),
        ["OWNED"] = new(null, Email, "amina", Works: false, null),
        ["OWNED_SHOWN"] = new(null, Email, "amina", Works: false, "amina"),
        ["OWNED_OF_ANOTHER"] = new(null, Email, "amina", Works: false, "bela"),
        ["INVITED"] = new(null, Email, null, Works: true, null),
        ["INVITED_OF_ANOTHER"] = new(null, Email, null, Works: true, "bela"),
        ["STAFF"] = new(null, Email, "amina", Works: true, null),
        ["STAFF_SHOWN"] = new(null, Email, "amina", Works: true, "amina"),
    };

    [Fact]
    public void Nobody_becomes_two_and_nobody_becomes_somebody_else() => StateTable.Holds(
        [.. Known.Keys],
        """
                            SignIn
        KNOWN               amina
        NO_EMAIL            RESIDENT_EMAIL_UNPROVED
        NEW                 new,binds
        NEW_OF_ANOTHER      new,binds
        OWNED               PROVIDER_CODE_FIRST
        OWNED_SHOWN         amina,binds
        OWNED_OF_ANOTHER    PROVIDER_CODE_FIRST
        INVITED             PROVIDER_CODE_FIRST
        INVITED_OF_ANOTHER  PROVIDER_CODE_FIRST
        STAFF               PROVIDER_CODE_FIRST
        STAFF_SHOWN         amina,binds
        """,
        ("SignIn", state => Line(SignInResident.Decide(Known[state]))));

    private static string Line(ResidentFound found) => (found.Subject ?? "new") + (found.Binds ? ",binds" : "");
}
