using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using Microsoft.Net.Http.Headers;

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

    /// <summary>The feed as a file: whoever has it as it is, is told so, and not sent it again.</summary>
    public IResult Answer()
    {
        var content = Encoding.GetBytes(ToString());
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\"");
        return Results.Bytes(content, "application/atom+xml; charset=utf-8", entityTag: tag);
    }

    /// <summary>Without the few characters that XML cannot hold.</summary>
    public static string Plain(string words) =>
        string.Concat(words.EnumerateRunes()
            .Where(rune => rune.Value is 9 or 10 or 13 or (>= 32 and not 0xFFFE and not 0xFFFF) && rune != Rune.ReplacementChar));
}
