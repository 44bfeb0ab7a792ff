using System.Globalization;
using System.Text;
using System.Xml;

namespace Participatory.Gateway.Pages.Shared;

/// <summary>What every Atom feed (RFC 4287) of ours is written with.</summary>
internal sealed class AtomText() : StringWriter(CultureInfo.InvariantCulture)
{
    public const string Namespace = "http://www.w3.org/2005/Atom";

    public override Encoding Encoding => Encoding.UTF8;

    public static XmlWriter Write(AtomText text) =>
        XmlWriter.Create(text, new XmlWriterSettings { Indent = true, CheckCharacters = false });

    /// <summary>Opens the feed and says what it is.</summary>
    /// <param name="updated">Null where there is nothing in it.</param>
    public static void Begin(XmlWriter xml, string title, string self, string page, string? updated)
    {
        xml.WriteStartElement("feed", Namespace);
        xml.WriteElementString("title", Namespace, title);
        xml.WriteElementString("id", Namespace, self);
        xml.WriteElementString("updated", Namespace, updated ?? "1970-01-01T00:00:00Z");
        Link(xml, "self", self);
        Link(xml, "alternate", page);
    }

    public static void Link(XmlWriter xml, string rel, string address)
    {
        xml.WriteStartElement("link", Namespace);
        xml.WriteAttributeString("rel", rel);
        xml.WriteAttributeString("href", address);
        xml.WriteEndElement();
    }

    /// <summary>Without the few characters that XML cannot hold.</summary>
    public static string Plain(string words) =>
        string.Concat(words.EnumerateRunes()
            .Where(rune => rune.Value is 9 or 10 or 13 or (>= 32 and not 0xFFFE and not 0xFFFF) && rune != Rune.ReplacementChar));
}
