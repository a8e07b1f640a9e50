using System.Text;

namespace Offboarding.Plugins.Documents;

/// <summary>Text for HTML: the one place where it is escaped.</summary>
public static class HtmlText
{
    /// <summary>
    /// The text as content of an element or of an attribute in double quotation marks. Letters of all scripts stay as they are. What HTML does not allow, as control characters other
    /// than tab and line breaks and halves of surrogate pairs, becomes U+FFFD, the replacement character.
    /// </summary>
    /// <remarks>What is written can be read as XML, too. HTML, 13.1.4 Text (https://html.spec.whatwg.org/multipage/syntax.html#text-2).</remarks>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                escaped.Append(character).Append(text[++i]);
                continue;
            }

            switch (character)
            {
                case '&': escaped.Append("&amp;"); break;
                case '<': escaped.Append("&lt;"); break;
                case '>': escaped.Append("&gt;"); break;
                case '"': escaped.Append("&quot;"); break;
                case '\'': escaped.Append("&#39;"); break;
                default: escaped.Append(IsAllowed(character) ? character : '\uFFFD'); break;
            }
        }

        return escaped.ToString();
    }

    static bool IsAllowed(char character) =>
        character is '\t' or '\n' or '\r' || (character >= ' ' && character is not (>= '\u007F' and <= '\u009F') && !char.IsSurrogate(character) && character < '\uFFFE');
}
