using Participatory.Platform.Identity;

namespace Participatory.People.Notices;

/// <summary>What every e-mail says of the council.</summary>
/// <param name="Name">As it calls itself.</param>
/// <param name="Contact">Whom people ask.</param>
/// <param name="Words">Its own, before whom people ask; empty where there are none.</param>
internal sealed record CouncilInMail(string Name, CouncilContact Contact, string Words = "");
