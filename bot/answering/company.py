"""What a message tells about the company that writes it: size, sector, region, target, earlier support.

Patterns run on the text without spaces for Korean and on the spaced lower-case text for English. A word counts
as told only where the message speaks of the writer's own company: "중견기업도 되나요?" tells nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.answering.trade_forms import (
    BY_ITSELF_KO,
    NO_GOODS_KO,
    SOFT_KO,
    goods_named,
    is_goods,
    made_by_form,
    served_by_form,
    trades_in,
    without_no_goods,
)
from knowledge.normalise import squash
from rules.facts import Facts, Known, Value, known
from rules.regions import Place, find_regions

# Names and set phrases that hold size words without telling a size.
_MASKED = re.compile(
    r"대·?중소(?:기업)?(?=상생|스마트|기업상생|·)|대기업과?·?중소기업상생|삼성(?:전자)?(?:은|는|이)대기업|중소벤처기업부|중소기업중앙회|중소기업확인서|"
    r"중소·?중견기업|대·중소|대중소|중소기업(?:스마트공장|지원사업|지원정책|중앙)|중기중앙회|"
    r"ministry of smes and startups|federation of smes|korea federation of small[^.,]*|"
    r"\b(?:smes?|(?:small|medium|mid-?sized)(?:[- ](?:and|to|sized|medium|mid-?sized))*[- ](?:business|enterprise|company|firm)(?:es|s)?)'? (?:federation|ministry|association|agency|administration|programmes?|schemes?|support|polic(?:y|ies))\b",
    re.ASCII,
)

_SELF_KO = re.compile(
    r"저희|저흰|라예|우리(?!나라|말)|우린|울회사|당사|본인회사|(?<![처형문과규주통경실어결언])제가|저는|난|나는|인데|입니다|임니다|이에요|예요|이예요|이고|이구|(?:sme|기업|회사|업체|제조사|company)고(?!객)|이요|인디|임(?:$|[.,!?/ ])|"
    r"(?:회사|업체|공장|기업|집|곳)(?:ㅂ니다|임다|입죠|인디)|회삽니다|회산데|업쳅니다|업첸데|있는(?!지|가|건|데서)|있어요|있습니다|있고|소재|위치한|하고싶|하려|할라|하고자|희망|바라(?!보)|바랍|바란|바람(?=[.,!]|$)|원합|원해|목표로|준비중|관심있|계획|"
    r"할게|할래요|하겠(?!냐|나)|할랍|해볼라|정도면(?:돼|됩|충분|족|좋)(?!나|까)|면좋겠|고싶(?!으|은(?:회사|기업|업체|곳|데))|"
    r"운영(?:하|중)|에서.{0,14}(?:하는|만드는|만들|제조|가공|생산|제작|합니다|해요|습니다(?!까))|가고싶|갈려|까지가|원함|부탁|예정|거든|하는데|(?:짜|깎|굽|찍|뽑|담그|볶|빚|엮)는(?:데|집)|공장(?:을|하나)?(?:합니다|해요|하는데)|공장(?:소재지|위치|주소)|중(?:소|소기업|기)확인서(?:는|가|도|를)?(?:있(?:음|어요|습|고)|받았|보유)|만들어요|만듭니다|업체고|업체인|회사고|회사인|기업이고|제조업체/|업체\("
)
_SELF_EN = re.compile(
    r"\b(?:we|ours?|us|my|i|i'm|we're|here|mine(?= (?:wants?|needs?|is|would|does|has|makes?)\b))\b",
    re.ASCII,
)
_OUR_PEOPLE = r"(?:나라|말|(?:회사|공장)? ?(?:세무사|회계사|노무사|변호사|컨설턴트|은행|사장|대표|부장|과장|팀장|이사님|직원|애들?|집사람|아들|딸|남편|와이프|동네|단톡|지역|업계|거래처|협회|조합))"
_FIRST_PERSON = re.compile(
    rf"저희(?! ?{_OUR_PEOPLE})|우리(?!나라|말| ?{_OUR_PEOPLE})|우린|울회사|당사|(?:(?<![처형문과규주통경실어결언])제가|저는|나는)(?! ?(?:헷갈|착각|잘못|실수|깜빡|틀렸))|저흰|(?<![가-힣])(?:제|내) ?(?:회사|공장|업체|가게|사업장)|\b(?:we|ours|our(?! (?:tax|accountant|lawyer|consultant|bank|boss|newsletter|neighbou?r|association))|us|my(?! (?:accountant|boss|friend|colleague))|i(?! (?:mean|think|guess|see|wonder|heard|was told|was wrong|was mistaken|made a mistake|mis\w+|mixed|confused|got (?:it|that|this) wrong))|i'm|we're)\b"
)

# "제조는 안 합니다. 지원 되나요?": who states something first and then asks whether it will do, states it of itself.
_STATES_THEN_ASKS = re.compile(
    r"(?:니다|[어아해예에고구든]요|음|임|함)[.!,]? +(?!.*[.?!] +\S).{0,28}(?:되[나는려]|될까|될런|됩니까|돼|가능|자격|해당|대상|문제|괜찮|들어가|낄 ?수)"
)

# "고도화는 어떤 수준까지 구축하나요" asks about a level; it tells no wish.
_ASKS_WHICH = re.compile(r"어떤|무슨|어느|뭐|무엇|\b(?:what(?! if\b)|which)\b")
_LIST_END = re.compile(r"[.?!] ")
_SENTENCE_END = re.compile(r"[.?!] *$")
_SENTENCES = re.compile(r"(?<=[.?!]) +")
_WISHES = re.compile(r"하고싶|하려|할라|목표|희망|원해|원합|원하|싶|\b(?:want|would like|plan|aim)")
_NOT_KO = r"(?:기업)?에서(?:다시|도로|이제|지금은)?(?:중소|중견|대기업)|(?:(?:도|이나|나)(?:중소|중견|대기업)(?:기업)?)?(?:이|가|은|는|도|을|를)?(?:절대로?|결코|전혀|아직|딱히)?(?:딱지(?:를)?(?:뗀|떼|뗐)|졸업(?!(?:을|은)?(?:못|안|앞|예정|직전|하면|할))|벗어났|벗어난|넘어섰|아니|아닌|아님|아닙|아녜|말고|는?못되)"
# A large company that buys from the writer, or sells to it, tells nothing of the writer's size.
_PARTNER_KO = r"(?:에서?|을|를)?(?:[0-9가-힣]{0,4}?)(?:다니다|다녔|근무하다|근무했|퇴사|퇴직|출신)|(?:계열)?(?:에|에게|에다|한테|으로|로|의)(?:납품|공급|판매|팔(?!리면|린다면|렸을)|협력|1차|2차|하청|부품)|(?:과|와|이랑|랑|하고)거래|(?:협력사|협력업체|하청|벤더|1차)"
_ASKED = r"(?=.{0,8}?(?:되|돼|댈|될|됨|됩|가능|신청|참여|지원|대상|포함|해당|자격|괜찮|받을|받나|할수|들어))"
_GENERIC_AFTER = rf"(?:들)?(?:(?:도|만){_ASKED}|에게도|이어도|여도|라도|이면(?!서)|면(?!서)|은빼|까지도|가아니면|이아니면|이나|에게|중에|인지에?따라|(?:은|는)(?=.{0, 14}(?:못|안[되돼된됩]|막[혀힌]|불가|제외|배제|빼|탈락|자격이?없|대상이?아니)[가-힣]{0, 6}(?:다는|다던|다고|다며|라는|라던|라고|라며|[냐나까죠]|는지|[은는]가)))"

# "강릉에서 젓갈 만드는 중소기업도 되나요": so much is told only of one's own.
_WITH_TRADE = re.compile(r"에서[가-힣]{2,14}[는던]$")

_SELLS_TO = re.compile(
    r"(?:suppl\w+|sell\w*|deliver\w*|vendor|work\w*|ship\w*|parts) (?:\w+ )?(?:to|for|with) (?:an? |some |the )?$"
)
_DENIED = re.compile(r"(?:\bnot|n't|\bno)(?: an?| the| just| only| merely)* $")
# "The mentors are just consultants": a trade of theirs.
_OF_THEM = re.compile(
    r"\b(?:they|these|those|mentors?|experts?|staff|who|the (?:\w+ )?(?!plants|goods|parts)\w+s) (?:are|were|is) (?:\w+ ){0,2}$"
)
_GENERIC_TRADE = re.compile(rf"(?:공장|업체|업|회사|기업|사)?{_GENERIC_AFTER}")

_GROUPS = r"(?:삼성(?:전자)?|(?:hd)?현대(?:차|자동차|중공업)?|엘지|lg|sk|에스케이|롯데|한화|포스코|두산|효성|gs|cj|ls|hd|코오롱|한진|신세계|카카오|대림|동원|하림)"
_GROUPS_EN = (
    r"(?:samsung|hyundai|lg|sk|lotte|hanwha|posco|doosan|hyosung|gs|cj|ls|hd|kolon|hanjin|shinsegae|kakao)"
)
_SIZES: tuple[tuple[str, str], ...] = (
    ("large", rf"(?:모회사|모기업|지주사|지주회사)[가는은이]?{_GROUPS}(?=[이예에인입고라,. ]|그룹|$)|(?:{_GROUPS}|그룹|집단|대기업)(?:그룹|쪽|의)?(?:계열|산하|자회사|(?:에|으?로)(?:편입|흡수|합병|인수|넘어갔|팔렸|매각|속[하해한]|소속))(?:사|회사)?|대기업(?:집단|계열사?|그룹)?|재벌|계열사|상호출자제한|large (?:enterprise|company|corporation|firm|business)|"
              rf"conglomerate|chaebol|big (?:company|corporation|firm)|(?<=nor )(?:large|big)|(?:(?:subsidiary|affiliate|arm|unit|part|member) of|(?:owned|bought(?: out)?|acquired|taken over) by|absorbed into|parent(?: company| firm)? (?:is|belongs to)) (?:an? |the |one of the )?(?:large|big|conglomerate|{_GROUPS_EN})|(?:large|big|conglomerate|{_GROUPS_EN})(?:'s)?(?: \w+)? (?:affiliate|subsidiary|unit|arm) (?:bought|acquired|took|owns|swallowed|absorbed|holds)|(?:conglomerate|{_GROUPS_EN})(?: \w+)? (?:holds|owns|has|took) (?:a |the |an )?(?:\w+ )?(?:majority|all of|most of|controlling)|(?:plc|conglomerate|large|big|samsung|hyundai|lg|sk|lotte|hanwha|posco|doosan|hyosung)(?: motors?| electronics| chemical)? group|{_GROUPS}그룹(?:계열|소속|자회사)|\bgroup company|"
              r"대기업에?(?:인수|합병)"),
    ("mid_sized", r"중견(?:기업|회사|업체|제조)?|mid-?(?:sized|size|tier|cap|market)|middle[- ](?:sized?|market|standing)"),
    ("sme", r"\bwe(?:'re| are| were) (?:very |quite |rather |just |really |still )?(?:tiny|small)(?=$|[,.!?]| and| but| so)|중소(?:기업|업체|제조|회사|기업체|금형|[가-힣]{0,4}(?<!졸)업)?|소기업|소상공인|소규모(?:기업|업체|회사|제조)|영세(?:기업|업체|합니다|해요|한)|\bsmes?\b|"
            r"(?:쪼끄|쪼그|조그|쬐그|쬐끄|째그|쪼깐|쬐깐)(?:만|마한|한)(?!일|것|문제|차이|금액)|구멍가게|코딱지만|(?:작은|자그마한|아담한)(?:공장|회사|업체|기업|가게|집)|"
            r"small[- ](?:enterprise|business|company|firm) (?:status|certificat\w+)|(?:small|tiny|little) (?:(?:[a-z]+[ -]){1,3}(?:company|firm|manufacturer|maker|shop|factory|plant|business)|and medium|business|company|firm|manufacturer|enterprise|factory|plant|shop|outfit|dairy|farm|distillery|winery|cannery|tannery|roastery|joinery|smithy|kitchen|studio|team|concern|producer|processor|supplier|fabricator|printer|plater|stamper|\w*mill|bakery|brewery|works|workshop|foundry|maker|distribution|food|metal|plastic)|"
            r"(?:one|two|three|four)-(?:man|woman|person) (?:shop|outfit|firm|company|business|factory)|small(?:-? ?(?:to|and|or)-? ?|[- ])medium"),
)  # fmt: skip

# "not a subsidiary of any big group"
_NOT_PART_OF = re.compile(r"(?:\b(?:not|no|neither|nor|never)\b|n't)(?:(?!\bbut\b)[^.,;!?]){0,32}$")
# "중견이었다가 다시 중소로": what the company was, where it is something else by now.
_WAS_KO = re.compile(r"(?:기업|회사|업체)?(?:이었|였|이던)(?:다가|는데|지만|고|으나|던|었)")
_WAS_EN = re.compile(
    r"(?<!if )(?:\b(?:we|i|it|they|firm|company|once|still)(?:'d)? |^)(?:was|were|used to be|had been|been)(?: an?| once| still)* $"
)
_UNTIL_EN = re.compile(
    r"(?: \w+){0,2}?,? (?:until|till|before|last|once|earlier|but|and then|at one time|for (?:years|a while))\b"
)
# "중소기업이지 그럼 뭐 대기업이겠어": who asks so says that it is not.
_WOULD_IT_BE = re.compile(r"(?:기업|회사|업체)?이?(?:겠|겄)(?:어|나|냐|노|는가|습니까|소)")
_OF_COURSE = re.compile(r"(?:중소|중견|소)(?:기업|업체)?이?(?:지|죠|야|구만|라니까)|무슨|설마")
# "중견으로 크는 게 꿈인": what the company may once become.
_DREAMS_OF = re.compile(
    r"(?:기업|회사|업체)?(?:이|가|으로|로)?(?:되|크|커가|성장하|올라서|올라가|도약하|발돋움하)(?:고싶|는(?:게|것이|걸|것을|것)?(?:꿈|목표|바람|희망))"
)
# "SME, car seats." and "중소기업, 기초 희망": said by itself, between commas, a size is the writer's.
_BARE_SIZE = re.compile(
    r"(?:^|[.,;/·] ?)(?:중소기업|중견기업|소기업|(?:an? )?(?:sme|mid-?sized?|(?:small|mid-?sized?|small(?: and |[- ])medium(?:[- ]sized)?)[- ](?:enterprise|business|company|firm|manufacturer))|중소|중견)(?= ?[.,;/·]|$)|[.,;:] ?(?:an? )?sme (?:in|near|from|at|based|making)\b"
)

# Papers that were taken out, and the past of what was done: "떼놨습니다", "끊어 두었고요".
_PAPER_TAKEN = r"(?:떼|뗐|뗀|끊|뽑|발급|발부|받|갱신|준비|마련|구비|챙|제출|등록|나)"
_DONE = r"[았었였했갔왔났놨뒀됐렸졌겼뗐]"
_TIME = r"(?:(?:재?작년|올해|금년|지난[달주해]|이번[달주에]|이미|벌써|진작|미리|다|따로|매년|얼마전|며칠전|새로|방금|어제|최근)(?:에|도)?|\d{1,4}[년월일]도?(?:에)?|[봄여름가을겨울초말]{1,3}에)*"
# Papers that one gets are no support: "확인서는 얼마 전에 받아뒀어요".
_A_PAPER_GOT = re.compile(
    rf"(?:확인서|인증서?|증명서|특허|허가증?|등록증|견적서?)(?:은|는|을|를|도|가|이)?{_TIME}{_PAPER_TAKEN}[가-힣]{{0,3}}"
)
_CERTIFIED = re.compile(
    rf"(?:중(?:소|소기업|기)|^|저희|우리|[.,!?]|[요고는은]데?)확인서(?:은|는|가|도|를|까지)?(?!안|못|아직){_TIME}(?:뗐(?=[고어지는]|습)|{_PAPER_TAKEN}[가-힣]{{0,4}}?(?:{_DONE}|둔|논|(?:어|아|해)?(?:둔|놓은|논)?상태)|{_PAPER_TAKEN}[가-힣]?(?:둔|놓은|논))(?![을나냐니]|는지|다[면고는]|으[면나]|어야|던)|"
    r"중(?:소|소기업|기)확인서(?:는|가|도|를)?(?:있(?!으|어야|는지|나|는(?:회사|기업|업체))|받(?!으|아야|나|는)|발급받았|보유|갖고|나왔|나와있|나옵|나옴|나와요|(?:유효)?기간.{0,12}(?:남|까지)|갱신했|(?:도|는)?가지고있)|(?:have|hold|got|obtained|received|renewed|with) (?:already )?(?:an? |the |our |my )?(?:valid )?(?:sme|small business) certificate|(?:our|the|my) (?:sme|small business) certificate (?:is|was|has been|came|arrived)(?! (?:not|required|needed|necessary|enough|asked))"
)

# What stands between a word for making and its denial: "제조는 전혀 안 해요".
_AT_ALL = r"(?:전혀|하나도|한개도|1도|아예|일절|일체|절대로?|결코|따로|별도로|직접(?:은|적으로)?|아무것도|거의|사실상?|현재는?|지금은?|이제는?|더이상|더는|단?한번도|자체[를가]?|아직|우리가?|저희가?|[가-힣]{1,2}본적[이은도]?)"
_MADE_THINGS = (
    r"(?:품목|제품|물건|물품|상품|아이템|[것거게건]|라인|시설|설비|공장|공정|현장|부문|부서|파트|쪽|데|일)"
)
_IS_NOT = r"(?:안(?=[하해한함합되돼])|없(?!애|앨|앴|진않|지는?않|[어을]지)|하지(?:를|는|도)?(?:않|못)|않(?=[고아습는은])|못(?=[하해한])|전무|제로)"
_NOT_MAKING = re.compile(
    rf"(?:제조|생산|제작|가공|조립|만드|manufactur(?:e|ing)|produc(?:e|tion)|mak(?:e|ing)|assembl[ey])(?:하는|되는|하시는|는)?{_MADE_THINGS}(?:같은[것거건게]?)?(?:은|는|이|가|도|을|를|이?라곤)?{_AT_ALL}*{_IS_NOT}|"
    rf"만[드들든][가-힣]{{0,5}}?{_MADE_THINGS}(?:은|는|이|가|도|이?라곤){_AT_ALL}*{_IS_NOT}|(?:제조|생산|manufacturing|production)(?:은|는)?(?:zero|제로|전무|0(?:%|프로|퍼센트)?)(?=[이예에입임고라,. ]|$)|"
    rf"(?:제조|생산|가공|조립|manufacturing|production)(?:라인|시설|설비|공장|부문|부서|현장|lines?|facilit(?:y|ies)|sites?|plants?|floor)(?:같은[것거건게]?)?(?:은|는|이|가|도|을|를|이?라곤)?{_AT_ALL}*{_IS_NOT}|"
    rf"(?:제조|생산|manufacturing|production)업?(?:은|는|을|를|도|이|가|쪽은|과는|이?랑은|하고는)?{_AT_ALL}+{_IS_NOT}|"
    r"제조(?:업|업체|기업|회사|사)?(?:이|가|은|는|를|도|를직접)?(?:아니|아닌|아님|아닙|않|안하|안해|안함|없이|없|하지않|못하|말고)|(?<![가-힣])비 ?제조|"
    r"제조 ?(?:는|를|도)? ?(?:no\b|x(?=[ ,./]|$)|ㄴㄴ)|(?:유통|판매|도매|소매|도소매|수입|trading|distribution|개발|development|design|consulting|repairs?|logistics|delivery|installation|maintenance|rental|re-?sell(?:ing)?|sell(?:ing)?|sales|import(?:ing)?)(?:을|를)? ?만|만드는(?:건|것은|게)?(?:하나도|전혀|아무것도)?(?:아니|없)|(?:생산|제조)(?:시설|설비|라인|공장|능력)?(?:은|을|도|이|는|가)?(?:따로|아예|하나도)?(?:안(?=하|해|한|함|합|되|돼)|없|하지않)|"
    r"manufactur(?:ing|e)(?:은|는|을|를|도)?(?:안(?:해|하|함|합)|없|no\b)|제조(?:업)?(?:을|를)?(?:그만두|그만둬|접으|접고|접은)|"
    r"(?:do not|don't|dont|does not|doesn't|never|no longer|neither|nor) (?:(?:actually|really|even|currently|ever|physically|do) )*(?:manufacture|make|produce)(?! (?:\w+ )?(?:for|with)\b)|no products? of our own|(?:manufactur(?:e|es|ing)|mak(?:e|es|ing)|produc(?:e|es|ing)) no (?:\w+ )?(?:goods|products?|things?|items?|stuff)\b|"
    r"(?:manufactur(?:e|es|ing)|mak(?:e|es|ing)|produc(?:e|es|ing)) (?:\w+ly |of )?(?:nothing|none|not a (?:single )?(?:thing|item|piece))\b|(?:nothing|none|not a (?:single )?(?:thing|item|piece)) (?:of )?(?:(?:the|our|what|that|which|these|those|goods|products|items|things|stuff|it|them|we|i|sell|sells|stock|ship|deal|in|offer|is|are|gets|ever|here|actually) ){0,6}(?:made|manufactured|produced)\b(?! (?:for|abroad|to))|"
    r"\b(?:stopped|ceased|ended|quit|g[ai]v(?:e|en) up|shut down|closed down|sold(?: off)?|wound (?:up|down)|exited|scrapped) (?:our |all |the |any )*(?:own )?(?:production|manufacturing)(?: lines?| side| business)?(?! (?:of|data|in|at)\b)|"
    r"no (?:own )?(?:production|manufacturing)(?! (?:data|records?|figures|history|control|management|system|software|mes|engineers?|experience|partner|problem|issue))|(?:makes?|produces?|making) nothing|without (?:making|producing)|(?:only|just) (?:trades?|resells?|imports?|distributes?)|(?:and|then) resell it\b|"
    r"(?:not|n't) (?:a )?(?:manufactur|(?:factory|maker|producer)\b)|non-?manufactur|without manufacturing|(?:not|n't) in manufacturing",
    re.ASCII,
)
# "제조업 아닌 거 아니에요", "제조업 맞아요": what was denied, or doubted, is so after all.
_MAKING_AFTER_ALL = re.compile(
    r"제조(?:업체|업|사|회사)?(?:이|가|은|는)?(?:아닌|안하는|하지않는)(?:거|건|게|것)?(?:이|은|는|도)?(?:아니|아닙|아녜)|"
    r"(?:제조|생산|만들|만드|가공)[가-힣]{0,4}?(?:안하|안만드|하지않|지않|안한다|없|못하)[는은]?(?:거|건|게|것|말|소리|뜻|얘기)(?:이|은|는|도)?(?:절대)?(?:아니|아닙|아녜)|"
    r"제조(?:업체|업|사|회사)?(?:이|가|은|는)?(?:맞(?!나|는지|아요\?|을까)|맞습)",
)
_MAKING_AFTER_ALL_EN = re.compile(
    r"(?:n't|not|never) (?:manufacture|make|produce)\b[^.?!]{1,40}(?:, |but |; )(?:but |rather )?(?:we (?:only |do |also )?)?(?:manufacture|make|produce)\b|\b(?:not|n't)(?: true)? that we (?:don't|do not) (?:manufacture|make|produce)|(?:don't|do not|not) (?:just|only|merely) (?:re-?)?sell\w*[^.?!]{0,20}\b(?:make|manufacture|produce)"
)
_NOT_MAKERS = re.compile(
    r"유통|도매|소매|도소매|무역(?:업|회사|상)|물류(?:업|회사|센터|기업)|서비스업|소프트웨어(?:개발|회사|업체|기업)|it(?:회사|기업|업체|업종)|"
    r"건설(?:업|회사|사)|시공(?:업|사)|식당|음식점|카페|쇼핑몰|온라인몰|컨설팅(?:업(?!체)|회사(?!가|에서)|사(?!가))|수입(?:업|사|상)|판매(?:업|만|회사)|운송|"
    r"(?:양계|양돈|양봉|축산|화훼|원예|영농|시설하우스)(?:장|업|농가|농장|합|을|조합)|농가(?:예|입|이|인|임|라)|(?:키우|길러|기르|사육하|재배하)(?:는|고|며|거든)|(?:키워|키웁|재배해|재배합|사육해|사육합|양식해|양식합)(?=요|서|니)|고기잡|어업|(?<!제)조업하|양식(?:을)?하는|(?:농|어)(?:민|부)(?:이|입|인|예)|"
    r"인테리어|(?:전기|설비|토목|조경|방수|철거|도배|배관)공사(?:업|를|하|합)|렌터카|렌트카|중고[가-힣]{0,4}매매|(?:치킨|피자|분식|고깃|횟|국밥|백반|족발|술|밥)집|급식(?:업체|회사|업)|수거(?:운반|업)|(?:시험|인증|검사|평가)기관|클라우드|si(?:업체|회사|기업)|웹에이전시|스튜디오|사진관|인력사무소|학원|병원|숙박|호텔|농장(?:을|운영)|농사|대리점|미용실|헤어샵|네일샵|피부관리|세탁소|빨래방|헬스장|필라테스|피시방|pc방|만화방|독서실|스터디카페|수영장|특허사무소|이삿짐센터|콜센터|중도매인|도매시장|도매인|은행|노래방|당구장|목욕탕|사우나|찜질방|여관|모텔|펜션|민박|주유소|세차장|정비소|카센터|꽃집|약국|"
    r"(?:공구|철물|건재|고물|청과|포목|잡화|식자재|종묘|부품|타이어|비철|재료|자재)상(?=[이인입을은는]|회|$)|(?:철물|건재|완구|안경|금은방|전파|꽃|떡볶이|문방구|사진)점|(?:튜닝|수리|세차|네일|애견|옷|커피)(?:샵|숍)|(?:골프|스키|캠핑|볼링|승마|결혼식|예식|공연)장|금은방|공방카페|호프집|술집|선술집|포장마차|포차|뷔페|베이커리카페|의원(?!회)|치과|한의원|동물병원|어린이집|유치원|요양원|요양병원|장례식장|편의점|슈퍼마켓|서점|문구점|옷가게|부동산|여행사|프랜차이즈|가맹점|법무사|세무사사무|회계법인|광고대행|디자인회사|앱개발|개발사(?!업)|플랫폼(?:회사|기업|업체)|양식장|과수원|목장|축사|"
    r"\b(?:(?:repair|body|tyre|tire|paint|car|auto|motorcycle|bicycle) (?:garage|repairs?|repair shop)|garages?(?! (?:door|tool|equipment))|(?<!machining )(?<!coating )(?<!welding )contractors?|banks?|(?:security|insurance|cleaning|leasing|film|event|media|music|game|staffing) (?:company|firm|agency)|distribut\w+|wholesal\w+|retail\w*|logistics|trading (?:company|firm)|software (?:company|firm|developer|house|vendor|provider|supplier|business|shop|integrator|reseller)|"
    r"it (?:company|services?)|software (?:development |design )?(?:house|company|firm|business|developer|studio)s?|construction|consulting|consultancy|(?:are|am|'re|'m) (?:an? )?(?:\w+ )?consultants?|restaurants?|caf[eé]s?|resellers?|importer|(?:hair|beauty|nail) (?:salon|shop)|barber ?shop|laundr(?:y|omat)|gym|clinic|pharmacy|hospital|dental|kindergarten|nursing home|hotel|motel|guest ?house|law firm|accounting firm|travel agency|real estate|advertising agency|design (?:studio|agency)|car dealer\w*|petrol station|gas station|supermarket|convenience store|franchise|orchard|(?:oyster|mussel|abalone|shrimp|eel|seaweed|sheep|goat|egg|duck|ginseng|tea|flower|insect|family|livestock|fish|pig|dairy|chicken|poultry|cattle|fruit|vegetable|organic|strawberry|mushroom) farm(?! (?:machine|equipment|tool))|apiary|(?:(?:bee)?keeper|(?:fruit |pig |dairy |rice )?farmer|fisherm[ae]n|fisher|grower|rancher|shopkeeper|retailer|plumber|electrician|mechanic|hairdresser|caterer|landlord)s?(?= |$|[,.;])|trading|online (?:store|shop)|web ?shop|interior (?:contractor|design\w*)|electrical contractor|(?:testing|inspection|certification|research) (?:lab\w*|institute|body|agency)|(?:accounting|accountancy|law|tax|patent|design|consulting|insurance|travel|architect\w*|staffing|marketing|advertising|recruitment|brokerage|real estate) (?:office|practice|bureau|studio|consultancy|agency|firm|company)|(?:software|fintech|app|saas|it|ai) (?:start-?up|team|studio)|service (?:company|business)|e-?commerce)s?\b",
    re.ASCII,
)
# What is bought in and sold on, and services done for others: trades that make nothing.
_SERVICE = (
    r"(?:코딩|(?:앱|프로그램|소프트웨어|홈페이지|게임)(?:개발|제작)|유통|판매|보관|창고|배송|배달|택배|시공|설치|수리|정비|청소|경비|컨설팅|영업|도매|소매|도소매|"
    r"무역|수입|임대|대여|대리점|디자인|광고|마케팅|여행|미용|중개|교육|운수|운송|화물|호스팅|파견|세무|회계|법률|보험|대행|용역|총판|배급|(?<![a-z])as(?![a-z])|유지보수|(?:부품|타이어|필터|배터리|유리|오일)교체|(?:시설|건물|주차|빌딩|아파트)관리|측량|감리|방역|조경|통역|번역|세탁|살포|촬영|편집|상담|알선|수거|폐기물(?:수거|처리|운반)?|(?<!제)조사|기획|행사|이벤트|공연기획|특허|노무|소독|이삿짐|매매|중도매|중고|경호|간병|돌봄|렌탈|관광|세차|(?:전기|통신|소방|배관|설비|인테리어|도장)공사)"
)
# What is made of what was bought makes a manufacturer: "원단을 떼다 옷을 지어 팝니다".
_TURNS_INTO = r"만[들드듭]|가공|제조|생산|제작|조립|지어|지은|짓|깎|짜|찍|굽|구워|볶|빻|빚|담[그가]|절[이여]|끓|삶|꿰|박[아는]|엮|녹|쪄|찌는|말[리려]|우려|달[이여]|졸[이여]|튀[기겨]|섞|뽑"
_SELLS_ON = re.compile(
    rf"완제품(?:을|만|으로|상태로)*(?:수입|들여|사(?:서|와|다|입)|받아|떼|구매|매입)|(?:(?<=[을를])받아서|(?:배추|채소|야채|과일|생선|수산물|쌀|물건|제품|상품|고기)받아서|떼다|떼어다|떼와|사다|사와|사서|사입|받아다|받아와|들여와|들여다|수입해|구매해|매입해)(?:가(?!공)|서|다가(?!공))?(?:(?!{_TURNS_INTO})[가-힣](?<![을를서])){{0,12}}?(?:팔|파는|팝니|판매|되파|넘기|넘겨|넘깁|유통|납품|공급|(?<=에)(?:대주|대는|댑니|대줍|넣는|넣어|넣습|뿌리)|장사)|"
    r"(?:소프트웨어|프로그램|앱)만(?:개발|만들|짜|팔|판매)|공장(?:은|이|도)?(?:없이|없는(?:회사|업체|법인)(?!가?아[니닙]))|남(?:이|의|들이)?만든(?:거|것|걸|물건|제품)|남의물건|(?:물건|제품|상품)만?취급|총판(?:이|입|을|인|하)|(?:파견|대행|호스팅|임대|대여)(?:을|하는|업|사업)|(?:고쳐|손봐|닦아|날라|실어|맡아|보관해|관리해|설치해|달아)(?:주|드리)는(?!지|가|건|나|데가|거)|(?:마트|슈퍼|편의점|가게|매장|펜션|주유소)(?:를|을)?(?:하고|하는|운영|합니|해요)|"
    r"(?:팔기|팔고|판매하기|파는일|파는것|되팔기)만|"
    rf"{_SERVICE}(?:을|를|일)?만(?:해주|하)는(?:[a-z0-9]{{2,4}})?(?:회사|업체|곳|데|기업|법인)|(?:설계|기획|제도|엔지니어링|연구|개발)(?:을|를|일)?만(?:해주|하)는(?:[가-힣]{{1,6}}?)?(?:회사|업체|사무소|사무실|법인|데|곳)|(?<![a-z0-9])3pl|(?:{_SERVICE}|설계|기획|연구)(?:을|를|일)?만(?:해(?:줍니|드립|드려|주고있)|(?!드|받|해주|해줘|되|돼|가능|원|필요|신청|하고싶|하려|빼|외주))|"
    r"직접(?:은)?(?:안|못)만(?:들|드)|안만(?:들|드)(?!는게|는건|는것)|만들(?:지|진|지는|지를)(?:도)?(?:않|못)",
)
_THERE = re.compile(r" ?(?:에서(?!요)|에[ 가-힣]{0,3}(?:가|넣|납품|팔|공급|들어)|용)")  # "식당에서 먹는 밥값"
# A noun is somebody's trade where it ends what is said, goes on as a sentence does, or names a firm; before another
# noun it says of what kind that is: "호텔 침구", "목장갑", "hospital beds".
_TRADE_NOUN = re.compile(r"[가-힣]*[가-힣](?<![는고며든을를만하합이인입예라워웁해식잡])$|[a-z -]+$")
_STANDS_AS_TRADE = re.compile(
    r" ?(?:(?:하나|(?:[한두세네]|몇|\d{1,2}) ?(?:곳|군데|개|동|채))(?:를|을|도)? ?)?(?:$|[^가-힣a-z ]|이?지만|[짓지](?=[는고어을])|이(?!쓰|사용)|입|임|예요|에요|고|구|라|인[데디지]|을 ?(?:하|해|합|운영|경영|차리|차렸|열|굴[리려]|돌[리려]|전문|주[로업])|를 ?(?:하|해|합|운영|경영|차리|차렸|열|굴[리려]|돌[리려]|전문|주[로업])|"
    r"[은는도만로](?![가-힣])|하[고는지여며]|해|합|운영|경영|차[리려렸]|업|회사|업체|기업|법인|집|상(?:회|인)?(?=[이입인을은는가,. ]|$)|사(?=[이입인예라고는은,. ]|$)|사장|주인|창고|중소|중견|소기업|대기업|쪽|요|점|센터|사업|전문|체인|가맹|겸|및)|"
    r"(?:'s)?(?: (?:compan\w+|firms?|business\w*|shops?|stores?|chains?|owners?|operators?|agenc\w+|office|smes?|in|at|from|near|and|with|but|so|that|which|who|since|is|are|can|here|only|for|out of|now|today|these days|services?|franchise|team|outfit|start-?up|enterprise|operation|cent(?:er|re)|sector|industry|trade|by|based|of|named|called|wants?|would|may|or)\b)"
)
# Whom a firm sells to, or where its goods end up: "mostly to retailers", "beds for hospitals", "used in restaurants".
_OF_CUSTOMERS = re.compile(
    r"(?:(?<!work )(?<!works )(?<!working )(?<!us )\b(?:to|for|by|from|with|via|through|into)|\b(?:sold|used|found|installed|placed|stocked|seen) (?:in|at|on|by)|\b(?:customers?|clients?|buyers?|users?)(?: base)? (?:are|is|were|include))(?: (?!who\b|that\b|which\b|we\b|i\b|is\b|are\b)[\w']+,?){0,3} $"
)
# What a trade costs is no trade: "운송비는 우리가 내나요".
_COST_OF_A_SERVICE = re.compile(
    rf"(?:{_SERVICE}|숙박|물류|운반|식당|건설|인테리어|공사|개발)(?:비용?(?!즈)|료(?!품|칭)|요금|값|대금)"
)
# Where people live and go, a trade leaves nothing that was made: "painting houses", "하수구 뚫는".
_DONE_ON_SITE = re.compile(
    r"\b(?:paint|drill|dig|cut|trim|wash|clean|dry|turn|print(?! on)|plaster|coat|seal|weld)(?:s|t?ing)? (?:\w+ ){0,1}?(?:houses|homes|flats|apartments|offices|buildings|boreholes|wells|tunnels|roads|streets|walls|roofs|lawns|hedges|gardens|hair|nails)\b|"
    r"(?:하수구|변기|배수구|하수관|막힌[가-힣]{1,4}|잔디|잡초|풀|벌초|터널|지붕|외벽|옥상|바닥|장판|벽지|손톱|수도관)(?:을|를|도|만)? ?(?:뚫|깎|베|칠하|바르|까|붙이|놓|심|자르)(?:는|아|고|습)"
)
# A plant, by its name, where nothing is made: 자동차 정비공장, 세탁공장.
_SERVICE_PLANT = re.compile(
    rf"(?:{_SERVICE}|빨래|발전|급식|튜닝) ?공장|\b(?:laundry|repair|cleaning|power|(?:water|sewage|waste) treatment) (?:plant|factory|works|workshop)\b"
)
# An office, or a store, of a firm is none either: "화성은 영업사무소예요", "Daejeon is only our warehouse".
_AN_OFFICE = re.compile(
    r"(?:영업|판매|물류)(?:사무소|사무실|소|지점|지사)(?=[이인입예에가는은고만]|$)|(?<=[가-힣](?:은|는|엔)) ?(?:물류|제품|자재)?(?:창고|센터|매장)(?=[이인입예]|고|만|가? ?있)|"
    r"\b(?:is|was|are|'s) (?:only |just |merely |actually )?(?:our|the|a) (?:sales |small |little )?(?:office|warehouse|depot|showroom|store)\b"
)
# Said beside a trade that makes something ("제작·설치 업체") these tell nothing.
_SERVES = re.compile(
    r"\b(?:run|own|operate|manage)s? (?:\w+ ){1,4}?(?:stores?|warehouses?|outlets?|dealerships?|depots?|garages?|salons?|showrooms?|(?:call|data|sports|fitness|education|day-?care|community) cent(?:er|re)s?|golf courses?|schools?|academ(?:y|ies)|nurser(?:y|ies)|pubs?|bars?|bistros?|diners?|takeaways?|food ?trucks?|car ?wash(?:es)?|laund\w+|(?:book|flower|coffee|phone|pet|gift|grocery|clothes|toy|vape|pawn|tea|barber|repair|bike|hardware) ?(?:shops?|stores?)|(?:courier|parcel|taxi|bus|moving|removals?|car wash|car hire|car rental|pest control|travel|event|booking|delivery|recycling collection|waste collection)(?: and \w+)? (?:service|business|company|firm|outfit)s?)\b|"
    r"(?<!can )(?<!could )(?<!may )(?<!should )(?<!must )(?<!do )(?<!if )\b(?:we|i|they)(?: just| only| mainly| mostly)? (?:fix|mend|service|overhaul|deliver|transport|film(?! and\b)|translate|design(?! and\b)|haul|store|warehouse|distribute|import|resell|trade|wholesale|retail)(?: \w+)? (?!(?:an?|the|our|this|it|that)\b)\w+|"
    r"\b(?:repairs?|trading|delivery|logistics|consulting|design|installation|rental|cleaning|maintenance|imports?|distribution|retail|wholesale)(?:업)?(?:을|를|만|도)? ?(?:합니다|해요|하는(?!데(?:서|는))|하고|하거든|함(?=[ .,]|$))|"
    rf"{_SERVICE}(?:을|를|일)?(?:전문)?(?:하는|해주는|하고있는)?(?:회사|업체|기업|법인|점(?=[이인입을임])|소(?=[이인입을임])|센터|집|가게|사무실|사무소|업자|조합|법인)(?!가|에서|에|한테|랑|를|와|의)|(?:창고|보관|운수|임대|청소|디자인|광고|중개)업|판매점|"
    r"(?:창고|물류센터|매장|대리점|정비소|상회|도매상|쇼핑몰|온라인몰|차고지)(?:[을를만]|[두세네] ?(?:동|곳|개|군데)(?:[을를])?)? ?(?:하나 ?)?(?:운영|굴리|굴려|굴립|돌리|돌려|돌립|경영|하고 ?있|합니다|해요|하는데)|"
    r"\b(?:we|i|(?:my|our) (?:[\w']+ )?(?:family|company|firm|business|shop|team|outfit))(?: just| only| mainly| mostly)? (?:(?:clean|fix|install|repair|guard)s? and )?(?:install|repair|maintain|clean|guard|transport|lease|rent|raise|breed|farm|rear|cultivate|catch|teach|coach|train(?! our| the)|translate|grow(?! (?:fast|quick\w*|every|each|by|slowly|steadily|and|as|at|from|to|our)\b))s?(?: out)?(?! (?:an?|the|our|this|new|mes|money|capital|funds|software|sensors?|systems?|robots?)\b) \w|\b(?:we|i) build (?:\w+ ){0,2}(?:houses|homes|apartments|flats|villas|offices|buildings|roads|bridges|tunnels)\b(?<!mobile homes)|\b(?:do|does|doing|provides?|offers?|in|run) (?:\w+ ){0,3}(?:(?:graphic|packag\w+|web|product|interior|industrial|fashion|logo|brand) design|consulting|accounting|marketing|advertising|translations|repair work|trading|distribution|logistics|deliver(?:y|ies)|maintenance|repairs?|cleaning|landscaping|tutoring|translation|bookkeeping|catering|security|pest control|plumbing|wiring|decorating|installations?)(?= |$|[,.;])(?! (?:of|on) (?:our|the)| (?:staff|people|team|work|costs?|data|contract))|\bkeep (?:bees|cattle|chickens|hens|pigs|cows|goats)\b|"
    r"(?:배달|배송|운송|청소|경비|임대|대여|수리|중개|대행|호스팅|파견|시공|컨설팅|유지보수|시설관리|건물관리|세탁|촬영|상담|번역|통역|수거|방역|소독)(?:을|를|도)?(?:해요|합니다|하고있|하는데)|"
    r"\b(?:write|develop|sell|code|programme?)s? (?:\w+ )?(?:software|apps?|websites?)\b|\b(?:shop|store|company|firm|business) (?:that )?(?:sells|selling)\b"
)
_MADE = (
    r"made|built|produced|manufactured|fabricated|assembled|processed|sewn|stitched|knit(?:ted)?|woven|dyed|cut|cast|forged|mou?lded|extruded|machined|milled|ground|turned|stamped|pressed|"
    r"welded|plated|coated|painted|printed|baked|cooked|brewed|bottled|canned|filled|packed|put together"
)
_STEMS_EN = (
    r"(?:bak|cann|salt|pour(?! over)|stretch(?! (?:our|the|over|to|from)\b)|anneal|harden|weav|brew|weld|forg|cast|mill|roast|knit|sew|stamp|mou?ld|extrud|dye?|assembl(?!\w* (?:\w+ )?(?:teams?|people|documents?|papers?|files?)\b)|machin|grind|carv|bend|spin|bottl|blend|pickl|ferment|smok|tann?|braz|temper|quench|plat|coat|laminat|galvani[sz]|etch|cur|distil|"
    r"blow|recycl(?!\w* (?:collection|pick-?up|bins?|cent(?:er|re)))|slaughter|compound|wind(?! up)|crush|shred|refin|smelt|polish|sinter|vulcani[sz]|embroider|glaz|rivet|solder|pasteuri[sz]|engrav|hon|fillet|cook|fry|boil|peel|steam|freez|juic|shell|gut|dehydrat|encapsulat|process(?!(?:es|ing)? (?:\w+ ){0,2}?(?:claims|orders|payments|data|applications|returns|visas|documents|loans)\b|es? (?:the|our)\b)|extract(?! data))(?:e|es|s|ing)?"
)
_SHAPES = r"(?:cut|press|turn|print|dry|paint|shape|form|slit|bend|punch|drill|grind|salt|roll|stretch|pour|draw|wash|finish|treat|harden|mix|grade|sort|chop|slice|mince)"
# What is done to goods between buying and selling them: "we buy coils, slit them and ship them".
_TURNS_INTO_EN = rf",? (?:and |then )*(?:{_SHAPES}|{_STEMS_EN}|make|turn|transform|convert)(?:s|es|ing)? (?:them|it|those|these|everything|the \w+)\b"
_SELLS_ON_EN = re.compile(
    rf"\b(?:(?<!n't )(?<!not )(?:just|only|merely|simply) (?:(?:re-?)?sell|design|draw|distribut|import|trad|install|repair|fix|servic|stor|deliver|rent|leas|maintain)\w*(?! (?:\w+ ){{0,3}}to\b)|(?:(?:buy|import|purchase|source)\w*|(?:bring|get|order|take)s? in)\b(?:(?!{_TURNS_INTO_EN})[^.?!]){{0,40}}?\b(?:and|then|to) (?:(?:re-?)?sell(?:s|ing)?|(?:pass|hand|move|ship|deliver|supply|distribute)s? (?:them|it|those|these|on)\b)|(?:nothing|none of (?:it|them|this)|no part) (?:is|gets|are) (?:\w+ly |ever )?(?:{_MADE})(?! (?:by|in|abroad))|(?:business|work|job|trade|living) (?:is|of|from) (?:\w+ )?(?:fix|install|maintain|rent|leas|deliver|repair|sell|trad|distribut|import|clean|transport)\w*|other (?:people|firm|compan|business|maker|client|customer)\w*'?s? (?:goods|products|stuff|cargo|wares|things|brands)|freight forward\w+|(?:provide|offer|sell)s? (?:\w+ ){{0,2}}services|"
    r"neither (?:an? )?(?:manufactur|maker|produc)\w*|(?:trucking|haulage|shipping|transport|delivery|courier|parcel|removals|taxi|car wash|pest control|warehous\w+|storage|cleaning|marketing|advertising|design|travel|insurance|staffing|repair|"
    r"leasing|rental|catering|real estate|education|training) (?:company|firm|business|agency|outfit|shop))\b"
)
# Programs and pictures are made, too, but not manufactured.
# A film, or a platform, is soft only beside such words: "optical films" are goods.
_OF_MEDIA = (
    r"(?:tv|television|cinema|movies?|documentary|feature|short|animat\w+|promo\w*|corporate|commercial|advertis\w+|wedding|music|online|digital|web|mobile|video|youtube|streaming|"
    r"e-?learning|software|data|cloud|saas|e-?commerce|online|festivals?|schools?|social media)"
)
_MAKES_SOFT = re.compile(
    rf"{BY_ITSELF_KO}(?:{SOFT_KO}(?:[와과]|이?랑| ?및) ?)?{SOFT_KO}(?:을|를|도)? ?(?:프로그램)?(?:을|를)? ?(?:전문 ?)?(?:짜는|짜고|짭니|짜요|짜서|만드는|만듭|만들어(?:주|요|서|팔)|제작(?:하는|합|해[요서]|사|업|전문| ?(?:중소|중견|소기업|회사|기업|스튜디오|팀))|개발(?:하는|합|해[요서]|사|업|회사|전문))|"
    r"\b(?:we|i|team|company|firm|studio|agency) (?:mostly |mainly |only |just )?(?:build|make|produce|create|develop|shoot|write|design)s? (?:"
    r"(?:(?!and\b|or\b|for\b|with\b)\w+ ){0,2}(?:websites?|web pages|apps?|software|documentar\w+|podcasts|videos|tv (?:shows?|series|programmes?)|events?|(?:video|mobile|computer|online|pc|console) games|games|content)(?=$|[.,;:!?)]| and (?:\w+ )?(?:websites?|apps?|software|videos|games|content|we|i|they|our|want\w*|would|are|have|need|sell|do)\b| (?:for|to|in|on|with|that|which|who|but|from|at|of|as|so|by|using|here|mostly|only|about)\b)|"
    rf"(?:(?!and\b|or\b|for\b|with\b)\w+ ){{0,2}}{_OF_MEDIA}(?: \w+)? (?:films?|movies|platforms?|music|shows?)\b|(?:films?|movies|shows|platforms?) (?:\w+ ){{0,2}}?{_OF_MEDIA})"
)
# "중소기업 맞나요?", "would that count as an SME?": of what kind the company is, is asked and not told.
_KIND = r"(?:제조(?:업체|업|기업|회사|사)?|(?:중소|중견|소|대)기업|소상공인|중소|중견|smes?|manufactur\w+|mid-?sized)"
_ASKED_KIND = re.compile(
    rf"{_KIND}(?: ?(?:인지|여부)| ?(?:인가|일까|일지|입니까|이냐|인교|인감|(?:인 ?거)?(?:이에|예|에|이|인거)?(?:요|죠|지|야) ?\?))[가-힣]*|"
    rf"{_KIND}(?:이|가|은|는|으?로|으로는|에|에는|이라고|라고|이라|축에|범주에|쪽에)?(?: ?(?:축|범주|범위|쪽|취급|대접|인정)(?:에|을)?)? ?(?:아직|여전히|진짜|그냥|다|좀)? ?"
    r"(?:맞|들어가|들어갈|속하|속할|해당|인정|쳐|봐|보(?=나|는|아|시)|볼|취급|분류|간주|잡히|잡아|부를|할 ?수|(?<=로 )(?:되|될|돼))[가-힣]{0,5}(?: [가-힣]{1,4}){0,2}?"
    r"(?:(?:나|까|가|냐|노|려나)(?:요)?(?=$|[ ,.?!])|지(?:요|를|도|가|는)?(?=$|[ ,.?!])(?! ?(?:않|못|만))|[요죠] ?\?)"
)
_KIND_EN = r"(?:an? |the )?(?:\w+ )?(?:smes?\b|small (?:and medium|business|company|enterprise|firm)\w*|mid-?sized(?: (?:company|firm|enterprise))?|large\b(?: (?:company|enterprise|firm))?|manufactur\w+|makers?\b|(?:making|producing|production)\b(?: (?:something|anything|things))?)"
_ASKED_KIND_EN = re.compile(
    rf"(?:(?<=^)|(?<=[.,;?!:(] )|(?<=and )|(?<=but )|(?<=so ))(?:are|is|am) (?:we|i|it|this|that|they|(?:our|my) \w+)(?: (?!as\b|in\b|for\b|from\b)\w+){{0,2}}? {_KIND_EN}|"
    rf"\b(?:(?:would|do|does|will|can|could|should|is|are) (?:we|i|it|this|that|they|our|my|the|a|\w+ing|\w+ production)|whether|if|sure|unsure|wonder\w*)\b[^.?!;]{{0,60}}?\b"
    rf"(?:(?:count|qualif|class|consider|regard|treat|rank|recogni[sz]|deem|view|seen|fall|pass)\w* (?:\w+ )?(?:as|among|under|to be|into|for) {_KIND_EN}|(?:considered|deemed|makes? us|called?) {_KIND_EN})|"
    rf"\b(?:whether|(?:sure|know|wonder\w*|tell me|check) if) (?:we|it|this|that)(?:'re|'s| are| is)? (?:\w+ ){{0,2}}?{_KIND_EN}"
)
# Who has everything made by others does not manufacture; "in part" is enough to do so.
_ELSEWHERE = r"(?:contractmanufacturers?|subcontractors?|oempartners?|임가공업체|제조사|외주|하청|위탁|협력(?:사|업체)|외부|oem|odm|(?:vietnam|china|india|thailand|중국|베트남|인도네시아|인도|대만|태국|캄보디아|방글라데시|미얀마|필리핀|말레이시아|일본|멕시코)(?:현지)?(?:factory|plant|partner|vendor)?|해외|남한테|남에게|다른(?:데|공장|업체|회사))"
_ABROAD_EN = r"abroad|overseas|elsewhere|offshore|in (?:china|vietnam|india|taiwan|thailand|indonesia|cambodia|bangladesh|myanmar|the philippines|malaysia|japan|mexico|turkey|another country)"
_OUTSOURCED = re.compile(
    rf"(?:물건|제품|상품|물품|품목)(?:은|는|을|들은)?(?:다|전부|전량|모두|100%|몽땅|싹다?)+(?:{_ELSEWHERE}(?:공장|업체|사|쪽)?(?:에서|에게|에다?|으?로|를|을|한테)?)+(?:주고|줍|줘|줬|맡|돌리|돌려|돌립|생산|만들|뽑|받아|찍|제작|처리)|"
    rf"(?:생산|제조|제작|양산|조립|(?:만드|찍|깎|짜|굽|꿰매|박|찌|삶|볶|빚|(?:가공|생산|제조|제작|조립|사출|양산)하)는(?:거|것|건|게|일|쪽))(?:은|는|을|를|이|도)?(?:[가-힣0-9]{{1,5}}부터(?:는)?)?(?:전부|전량|다|모두|100%|몽땅|아예|싹다?)*{_ELSEWHERE}(?:공장|업체|사|기업|쪽)?(?:에서|에게|에다?|으?로|를|을|한테|가|이)?(?:만|다|전부|모두|전량)?(?:주|줍|줘|줬|맡|돌|보내|하고|하는|한다|합|해요|해서|나가|나갑|처리|이뤄|생산)|"
    rf"(?:위탁|외주)(?:생산|제조|제작)?(?:만)(?:하|해|합|맡|줍|주)|(?:oem|odm|외주|위탁)(?:으로|로)?(?:받아|받아서|떼|들여|사)[가-힣]{{0,4}}(?:팔|팝|판매|유통)|공장(?:이|은|을|도)?(?:따로|아예|전혀)?(?:없(?:어요|습|고|이|음|는데|는회사|는업체)|안갖고|두지않)|"
    rf"{_ELSEWHERE}(?:공장|업체|사|쪽)?(?:가|이|에서|한테서)(?:다|전부|모두|전량|몽땅|싹다?|대신|도맡아|알아서)+(?:{_TURNS_INTO}|해[주줘요줍])|"
    rf"(?:다|전부|모두|전량|몽땅|싹){_ELSEWHERE}(?:공장|업체|사|쪽)?(?:가|이|에서|한테서)(?:{_TURNS_INTO}|해[주줘요줍]|합니|하[고는]|맡)|"
    rf"\b(?:is|are|gets?) (?:\w+ )?(?:{_MADE}) (?:for us )?(?:by (?:an?|our|another|the|some|\w+) (?:\w+ ){{0,2}}?(?:partner|factory|plant|subcontractor|oem|supplier|maker|manufacturer|contractor|workshop)s?\b|(?:for us )(?:{_ABROAD_EN}))|"
    r"\b(?:someone|somebody|other (?:firms|companies|people)) (?:else )?(?:makes?|builds?|produces?|assembles?|manufactures?|moulds?|sews?|stitch(?:es)?) (?:all|every\w*|them|it|our|the)\b|"
    r"\b(?:production|manufacturing|assembly|everything|fabrication) (?:is|are|gets|was|has been|'s) (?:\w+ ){0,2}(?:outsourced|subcontracted|contracted out|farmed out|(?:done|made|handled|carried out) (?:by|in|abroad|overseas|elsewhere))|"
    r"\b(?:outsource|subcontract|farm out|contract out)s? (?:all |our |the |of |every\w* |entire )*(?:production|manufacturing|assembly|making|it|everything)|"
    r"\b(?:subcontractors?|contract manufacturers?|oems?|oem partners?|third part(?:y|ies)|partners?|suppliers?|(?:a|an|another|some|the) (?:\w+ )?(?:factory|plant|company))(?: in [\w ]{2,16}?| abroad| overseas)? (?:makes?|builds?|produces?|assembles?|manufactures?|does|do) (?:all|every\w*|them|it|our|the (?:production|making|manufacturing|actual|rest|work))|"
    r"\b(?:have|get|had) (?:all |our |the |my )*(?:\w+ )?(?:made|built|produced|manufactured|assembled) (?:in|by|abroad|overseas|elsewhere|for us)|"
    rf"\b(?:are|is|get|gets) (?:all |\w+ly )?(?:made|built|produced|manufactured) (?:for us|by (?:a|an|another|our|others)\b|{_ABROAD_EN})|"
    r"(?:n't|not|no longer) (?:have|own|run|operate) (?:an? |any )?(?:factory|plant|production)|\b(?:have|with) no (?:factory|plant|production line)"
)
# "only a shop, no factory": the word of what there is not makes nobody a manufacturer.
_NO_FACTORY = re.compile(r"\b(?:no|without an?) (?:own )?(?:factor(?:y|ies)|plants?|workshop)\b")
# What was done before is not done now.
_ONCE = re.compile(r"\b(?:used to|formerly|previously)\b[^.?!,;]*?(?=\bbut\b|\bnow\b|\band now\b|[.?!,;]|$)")
# "제조업에서 유통업으로 바꿨어요"
_TURNED_FROM = re.compile(
    r"(?:제조|생산)(?:업체?|회사)?에서(?= ?[가-힣]{2,8}?(?:으로|로) ?[가-힣]{0,5} ?[가-힣]{0,3}?(?:바꾸|바꿨|바뀌|바뀐|전환|변경|돌아섰|갈아탔))"
)
_ONCE_KO = re.compile(
    r"(?:예전|옛날|과거|이전|전)(?:에)?(?:는|엔)[가-힣,]*?(?:지만|는데|은데|다가|[었았했였]고)"
)
_IN_PART = re.compile(
    r"일부|절반|반은|반정도|(?:직접|자체|손수)[가-힣]{0,4}(?:생산|제조|만[들드]|제작|가공|조립|깎|찍)|자체공장|\b(?:some|part|half|partly|most) (?:of|is|are)|\bourselves\b|\bin-?house\b|\bour own (?:\w+ )?(?:factory|plant|line|kitchen|workshop)"
)
# "유통만 하는 게 아니라 직접 만들어요", "we don't just sell, we make": selling alone is denied.
_NOT_ONLY_SELLING = re.compile(
    r"(?:유통|판매|도매|소매|수입|무역|영업|팔기|파는|개발|설계)[가-힣 ]{0,10}?(?:게|것이|건|것은|거|곳이|데가)?(?:은|는)? ?아니(?:라|고|에요|예요|구)"
)
# Crafts by the stem of the verb, with its usual endings; a craft is told of what it is done to.
_CRAFT = (
    r"짜 ?맞(?:추|춥|춰)|(?:깎|접|뜨|붓|꼬|감|누르|새기|말|띄우|입히|칠하|잇|붙이|꺾|뚫|자르|썰|무치|부치|으깨|빻|찧|헹구|조각하|실장하|가공하|세공하|마감하)(?:는(?= ?(?:[가-힣]{0,3}(?:중소|중견|소기업|공장|업체|회사|집|데)))|습니다|고 ?있(?:는|습|어|음))|(?:접|꼬|감|새겨|말|띄워|입혀|칠해|이어|붙여|꺾어|뚫어|잘라|썰어|무쳐|부쳐|빻아|떠|부어|눌러)(?:아|어)?(?:요(?!청|구)|서 ?(?:팔|납품))|깎(?:는|아|습|고|거)|(?:짜|엮|빚|삶|볶|꿰매|두드리|재단하|직조하)(?:는|고|거든)|짭니다|짜요|짜서(?!줘)|엮(?:어|습)|빚(?:어|습)|볶(?:아|습)|삶(?:아|습)|"
    r"굽(?:는|습|고|거)|구워|구우|끓이(?:는|고)|끓여|끓입|고아|졸여|졸이는|감아(?=서? ?(?:만|팔|납))|박음질|찍(?:는|습|고|거)|찍어(?:내|요|서납품|서팔|냅)|담그(?:는|고)|담가|담급|뽑(?:는|습|고|거)|뽑아 ?(?:내|냅|낸|요|말)|튀기(?:는|고)|튀겨|튀깁|"
    r"달이(?:는|고)|달여|(?:녹이|말리|절이|훈연하|발효하|숙성하)(?:는|고)|녹여|절여|쪄서|찌는|부어|붓는|꿰매|두드려|벼리|갈아(?=내|요|서 ?(?:팔|납|만))|다듬는"
)
# "안경테 만든 지 22년": told by how long it has been done.
_DONE_SINCE = r"(?:만든|만들어 ?온|깎은|찍은|구운|짠|담근|뽑은|볶은|빚은|엮은|삶은|끓인|절인|말린|찐|접은|뜬|쑨|꿰맨|튀긴|녹인|달인|(?:가공|생산|제작|제조)한) ?지(?:가|도|는)? ?(?:(?:벌써|어느덧|어언|올해로|이제|한|근|딱|거의|꼬박|이미) ?)*(?:\d|[가-힣]{1,3} ?(?:년|해(?![가-힣]))|오래|수십)"
# What is made is sold: "국수를 뽑아 식당에 댑니다".
_THEN_SOLD = r"(?:(?:뽑|깎|볶|삶|빻|찧|박|갈|고|감)아|(?:찍|엮|썰|꺾|접|지|빚|부)어|구워|재워|떠|짜(?=서)|꿰매|끓여|담가|쪄|절여|말려|튀겨|녹여|잘라|얼려|까(?=서)|달여|우려|졸여|쪼개|버무려|무쳐)서? ?(?:[가-힣]{1,8}(?:에다?가?|으로|로|한테|에게) ?)?(?:팔[고아며]|파[는니]|팝|납품|넣[는고어습]|대[는고어줘며]|댑|보내[고는며요]|보냅|공급|출하|유통|판매|수출|내보내|내놓)"
# Whatever is done to goods before they are delivered makes them, unless they are only got, kept or grown.
_DONE_AND_DELIVERED = re.compile(
    r"(?P<object>[가-힣a-z]{1,12}(?:을|를|도|만)?) (?P<done>[가-힣]{1,5})서 ?(?:(?:전량|전부|다|모두|직접|주로) ?)?(?:(?:[가-힣a-z]{1,8} )?[가-힣a-z]{1,10}(?:에다?가?|으로|로|한테|에게) ?)?(?:납품|공급|출하|수출|(?<=에 )보내(?:는|고|요|며)|대[는고줍]|댑니|넣[는고습어])"
)
_ONLY_GOT = re.compile(
    r"(?:^해|시켜|쌓아|담아|나눠|묶어|포장해|받|사|사와|떼|떼와|들여|들여와|가져|가져와|얻|모[아으]|모|키워|길러|잡|잡아|캐|따|주워|실어|맡아|빌려|구해|골라|있어|없어|써|찾아|받아|사다가|떼다가|건져|고쳐|닦아|씻어|손봐|빨아|싸|튜닝해|리폼해|적어|써|그려|"
    r"(?:재배|수입|구매|매입|구입|조달|수확|수집|채취|보관|운반|운송|배송|사육|양식|계약|거래|협력|통|위|대|설계|기획|개발|소싱|소분|선별|입찰|수주|설치|대여|임대|디자인|조립만|포장만|관리|수리|정비|유통|도매|판매|경매|낙찰|인수|위탁|외주|확보|수거|회수)해|에|면|라|되어|돼|로)$"
)
_CRAFTS = re.compile(
    rf"(?P<object>(?:[a-z]{{2,20}} ?|[가-힣]{{1,8}}?))(?:을|를|도|만)? ?(?:(?:{_CRAFT}|{_THEN_SOLD})(?=[가-힣 ,.]|$)|{_DONE_SINCE})"
)
_HANGUL = re.compile("[가-힣]")
# What these verbs are done to in offices: plans, photographs, stamps, seats, people.
_NOT_OF_A_CRAFT = re.compile(
    rf"(?:{NO_GOODS_KO}|화보|열쇠|연필|신고서|회사|법인|공장|가게|매장|농사|사진|바코드|코드|낙인|직원|사람|인원|업체|기업|회사|군데|개사|누구|누굴|얼마나|어떻게|어디|이름|단가|가격|"
    r"비용|마진|금액|이자|점수|지원금|보조금|제비|번호|순서|[시일간정]표|[건료관]비|"
    # one syllable that is the whole word, and no end of another: 판을 짜다, but 철판을 자르다
    r"(?:^|[은는이가를서로고])(?:판|틀|머리|조|팀|도장|점|곳|개|몇|뭘|말|힘|손|눈|돈|값|뼈|살|밥|술|고기|표|비|땀|금|잔|발))$"
)
# Work with a name of its own: the noun and "to do", or the place where it is done.
_WORK = re.compile(
    r"(?:조립|실장|(?<!삼)성형|사출|주조|단조|용접|가공|도금|양조|증류|도정|제분|착즙|재단|코팅|연마|도장|직조|제본|배합|건조|발효|절단|벤딩|절곡|도색|포장|정제|분쇄|연삭|압연|인발|방전|신선|권선|염색|재봉|인쇄|제재|목공|샌딩|산세|충전|소분|병입|살균|농축|배양|훈제|훈연|소성|가황|압축|소결|연신|정련|제면|제빵|제과|제염|양생|천공|smt|oem|odm|제관|제철|방적|편직|선별|합성|톰슨|도축|압착|제련|추출|충진|프레스|선반|밀링|미싱|시엔시|씨엔씨|cnc|mct|보링|(?:부품|장비|웨이퍼|기판|채소|야채|과일|나물) ?세[정척]|성막|식각|증착|압출|선삭|호빙|탈지|열처리|표면처리|판금|절삭|인출|사상|제단)(?:을|를|도|일|(?:을|를)?전문)?(?:전문(?=이에요|예요|입니다|인데|이고|임)|(?:하|해)(?=[는요서고주거팔파납넣출]|ㅂ|지|며)|합니다|함|라인(?:을|이)?(?:돌|운영|있)|(?<=조립)(?=[,./·])|(?<=사출)(?=[,./·])|(?<=용접)(?=[,./·])|(?<=가공)(?=[,./·])|(?<=도금)(?=[,./·])|(?<=[주단]조)(?=[,./·])|(?<=절[단곡])(?=[,./·])|(?:중소|중견|소)?(?:업체|공장|회사|기업))|"
    # loan words for what is done to a material: 다이캐스팅하는, 밴딩해서; not what is done in an office
    r"(?:(?<=[가-힣])[팅딩밍닝킹핑](?<!마케팅)(?<!컨설팅)(?<!코딩)(?<!레이딩)(?<!미팅)(?<!캠핑)(?<!펀딩)(?<!브랜딩)(?<!트레이닝)(?<!클리닝)(?<!렌딩)(?<!호스팅)(?<!세팅)(?<!셋팅)(?<!트래킹)(?<!쇼핑)(?<!매핑)(?<!뱅킹)(?<!러닝)(?<!솔딩)(?<!홀딩)(?<!아웃소싱)(?<!프로그래밍)(?<!스트리밍)(?<!네트워킹)(?<!카운팅)(?<!라이팅)(?<!리빙)|"
    r"[가-힣](?:캐스팅|코팅|몰딩)|스탬핑|프레싱|와인딩|그라인딩|폴리싱|블로잉|롤링)(?:을|를|도|만|가공)?(?:하는|해서|합니다|해요|하고|하거든|하며)"
)
# "저희는 작은 공장이에요": who is, runs or heads a factory makes something; a smart one is the programme's.
_IS_A_FACTORY = re.compile(
    r"(?<![트형인급])공장(?:이에요|예요|입니다|임니다|이고(?![성양창령흥])|이구요|인데|인디|이여|이라예|올시다|이거든|임(?=$|[.,!])|(?:을|를|은)?(?:하나)?(?:하는|합니다|해요|하고있|운영|돌리|굴리)|(?:을|를)[가-힣]{2,9}에서(?:합니다|해요|하고있|하는데|하거든|운영|돌리|돌려)|사장|주인|다니는|장입니다|장인데)|"
    # "중견기업 생산팀장입니다": whose work there is
    r"(?:생산|제조|공무|설비|생산기술|품질|현장|생산관리|제조기술)(?:팀|부|과|반|소)?(?:장|장님|팀장|부장|과장|차장|대리|주임|반장|이사|기사|담당자?|관리자|책임자|직원)(?:이?자)?(?:입니다|임니다|이에요|예요|인데|이고|이구|임(?=$|[.,!])|으로(?:일|근무|있))"
)
# Also what is done in offices ("cutting costs"): goods have to follow.
_SHAPING = r"(?:pressing|cutting|turning|rolling|drawing|salting|stretching|pouring|peeling|mixing|printing|drying|painting|shaping|forming|bending|punching|drilling|slitting|packing|threading|grinding|crafting|putting together)(?: and \w+ing)?"
_WE_MAKE_EN = re.compile(
    r"(?<!can )(?<!could )(?<!should )(?<!do )(?<!if )(?<!may )(?<!would )(?<!must )"
    r"\b(?:we|i|he|she|here we|(?:our|my) (?:[\w']+ ){0,2}?(?:company|firm|plant|shop|factory|site|mill|works|family|outfit|guys|men|people|team|workers|crew)(?: in \w+)?|(?:company|firm|plant|shop|factory|business|outfit|enterprise|sme|people|workers|staff)s?(?: in \w+| of \w+)? +(?:that|which|who)|(?:company|firm|business|outfit|enterprise|sme|people|workers)(?: (?:in|from|near) \w+)?(?= \w+ing\b)|with (?:an? |our |one |two )?(?:factory|plant|workshop|mill|site)(?: (?:in|near|at) [\w-]+,?(?: ?\([\w -]+\))?)?(?= \w+ing\b))(?:'ve been| mostly| mainly| also| both| still| actually| only| just| here)*,? "
    rf"(?:(?:\w+ and )?(?:{_STEMS_EN}|weigh and pack)(?! (?:nothing|no)\b| (?:\w+ ){{0,2}}?(?:talents?|minds?|people|students|careers?|leaders|futures?|ties|links|bonds|ideas|opinions?|deals?|alliances|(?:partner|relation|friend)ships?)\b)|[^.?!,;]{{0,48}}\b(?:and|then|but)(?: we| also)* (?:{_STEMS_EN}|{_SHAPES}|make) (?:the|them|it|our|its|those|\w+s)|[^.?!;]{{0,40}}, (?:{_STEMS_EN}|{_SHAPES}) (?:them|it|those)\b|turn(?:s|ing)? (?:\w+ ){{1,4}}?into(?! (?:an? )?(?:smart|large|mid))|press(?:es|ing)? (?:(?:\w+ ){{0,3}}(?:oil|juice|tofu)|(?!the\b|for\b|on\b|ahead\b)(?:[a-z]+ ){{0,2}}[a-z]{{3,}}s\b)|"
    r"(?:run|have|operate|own)s? (?:an? |our |two |three )?(?:\w+ )?lines? (?:that|which|to|for)\b|"
    r"(?:cut|press|turn|print|dry|paint|draw)(?:s|es|ing)? (?:and \w+ )?(?:\w+ ){0,2}?(?!for|an answer|on|to\b)(?:metal|steel|sheets?|shafts?|brackets|parts|labels|boxes|films?|wood|glass|fabric|fish|fruit|laver|wires?|plates?|blocks?|frames?|cartons|books|panels|doors)|"
    r"(?:build|craft)(?:s|ing)? (?!(?:an? |the |our |it|this|up|on)\s?(?:\w+ )?(?:smart|factory|plant|system|line|new|level|basic|advanced|one)|it\b|this\b|up\b|on\b|one\b|(?:\w+ ){0,2}(?:houses|homes|apartments|flats|villas|offices|buildings|roads|bridges|tunnels|teams|relationships|websites|apps|software)\b(?<!mobile homes))|turn(?:s|ing)? out|churn(?:s|ing)? out|put(?:s|ting)? together(?! (?:an?|the|our) (?:plan|application|proposal|bid|team|budget|project)))\b"
)
# "a plant hire business", "our factory tours"
_NO_PLANT_EN = r"(?! (?:manager|tour|visit|shop|hire|rental|nursery|maintenance|cleaning|relocation|engineering|security|insurance|catering)s?\b)"
# Who owns, runs or works at a factory belongs to one; a smart one is the programme's.
_HAS_A_FACTORY_EN = re.compile(
    r"\b(?:i'm|i am|as|works as|manager,?) (?:an? |the )?(?:\w+ )?(?:plant|production|factory|line|process|shift|manufacturing|quality) (?:manager|engineer|supervisor|director|head|lead|foreman)\b|"
    r"\b(?:i|we|my (?:father|husband|wife|family|boss)|our family) (?:own|run|operate|manage|inherited)s? (?:an? |our |my |the |two |three )?(?!smart )(?:(?!smart |office )[\w-]+[ -]){0,4}(?:factory|factories|mill|foundry|workshop|plants?)\b"
    + _NO_PLANT_EN
)
# Makers by the name of their trade: "metal stamper", "bakery plant", "tofu maker", "electroplating".
_MAKER_EN = re.compile(
    rf"(?:^|[.,;:] )(?:{_STEMS_EN})(?<=[a-z]s) (?!(?:is|are|and|or|in|for|the)\b)[a-z]{{3}}|"
    rf"(?:(?:^|[.,;:] )(?:we do )?|\b(?:we|company|firm|factory) (?:do|does|doing) )(?:(?:gear|sheet|metal|steel|plate|wire|tube|pipe|bar|coil|laser|thread) (?:cutting|pressing|bending|turning|punching|slitting|rolling|drawing|grinding|drilling)\b|(?:[a-z-]+ ){{1,2}}(?<!data )(?<!order )(?<!payment )(?<!claims )(?<!not )(?<!no ){_STEMS_EN}(?<=ing)(?= in | at |[.,;]))|"
    r"(?:^|[.,;] )(?:an? )?(?!(?:smart|our|the|my|new|power|solar|main|second|whole|each|every|one|two|this|that|what|which|is|are|can|does|do|for|and|or|where) )(?:[a-z-]+ ){1,2}(?<!smart )(?:plant|factory|foundry)(?= in | at |[,.;])|"
    r"(?<!train )(?<!hire )(?<!supply )(?<!teach )(?<!recruit )(?<!for )(?<!to )\b(?:(?:metal |steel |sheet |glass |book )?(?:stamper|baker|brewer|weaver|founder|caster|miller|tanner|forger|extruder|mou?lder|welder|machinist|fabricator|printer|canner|roaster|knitter|plater|cabinetmaker|blacksmith)s?(?= |$|[,.])(?! machine| driver)|"
    r"(?:blacksmith'?s? |drop |family |(?:my|our|his|her|dad|father|husband)(?:'s)? )forge\b(?! ahead)|"
    rf"(?:^|[.,;:] |\bwe(?:'re| are) |\b(?:of|in|into|by|business|company|firm|shop|sme)(?: (?:in|from|near) [a-z]+)? )(?:\w+ly )?{_SHAPING} (?!(?:need|issue|question|problem|matter|deadline|concern|for|on|to|the|our|this|that|it|costs?|out|up|down|into|in|off|over)\b)(?:[\w-]+ ){{0,3}}?[\w-]*(?:s|metal|steel|glass|wood|leather|paper|fabric|oil|rubber|plastic|film|strip|sheet|wire|tube|foil|aluminium|aluminum|copper|brass|laver|tofu|fish|rice|roe|meat|fruit|squid|noodles?|dough|cloth|concrete)\b|"
    rf"\b(?:everything|all of it|it all|they|these|it|parts|products|goods|items) (?:is|are|gets?) (?:all |\w+ly )?(?:{_MADE}) (?:here|in[- ]house|on[- ]?site|by (?:us|hand)|(?!{_ABROAD_EN})(?:in|at) \w+)|"
    rf"\bwe(?:'re| are) (?:\w+ ){{0,4}}?{_STEMS_EN}(?<=ing) [a-z]+|"
    rf"{_STEMS_EN}(?<=ing) (?:plant|factory|works|line|shop|operation|facility|business|company|firm|outfit)\b|(?<!decision )(?<!policy )(?<!rule )makers|(?:bakery|brewery|dairy|cannery|rice|flour|saw|paper|textile|steel|weaving|knitting|spinning) (?:plant|factory|works|mill)|sawmill|brewery|tannery|cannery|joinery|smithy|bindery|distillery|winery|creamery|smokehouse|shipyard|boatyard|slaughterhouse|rolling mill|(?:tier[- ]?(?:one|two|three|[1-3])|(?:first|second|third)[- ]tier) (?:\w+ ){{0,2}}(?:supplier|vendor|subcontractor)|cnc(?! (?:machine|router|lathe|mill)s?\b)|(?:turning|milling) and \w+|die[- ]casting|powder coating|anodi[sz]ing|heat treat\w*|sheet metal|electroplating|injection|made-to-order|(?:cosmetics?|food|beverage|paint|powder|chemical|meat|fish|seafood|grain|wood|metal|plastic) (?:filling|packing|processing|production|manufactur\w+))\b(?! (?:tours?|museum|visits?|restaurants?|pubs?|supplies|schools?)\b)"
)
_MADE_IN = re.compile(rf"(?:^|[,;.] )(?:all |\w+ly )?(?:{_MADE}) in (?P<at>[a-z]{{3,}})\b")
# "어묵공장", "가구 공장": a factory named by what it makes.
_PRODUCT_FACTORY = re.compile(
    r"(?:^|(?<=[\s(,]))(?!스마트|시범|실제|만약|혹시|지금|요즘|현재|기존|주력|메인|진짜|새|신규|작은|저희|우리|당사|자기|자체|이런|그런|저런|해외|국내|지방|지역|등대|기초|고도화|두번|세번|무인|남의|모든|다른|여러|전체|옆|이$)"
    r"(?P<product>(?:[A-Za-z]{2,5})?[가-힣]{1,6}[가-힣]|떡|빵|엿|묵|술|김|못|칼|솥|붓)(?:(?<=센서)|(?<![은는한의인된던할될른과와이가도데고서면만나요죠다까네])) ?(?:공장(?!장)|factory|plant|maker)(?=[을를이은는인임입하도에예,. ]|$)",
)
# "our lamp factory"
_PRODUCT_FACTORY_EN = re.compile(
    r"\b(?!(?:smart|power|solar|water|treatment|pilot|model|first|second|third|new|old|small|big|large|tiny|same|whole|entire|main|other|another|single|rented|leased|own|local|korean|foreign|family|level|basic|advanced|time|digital|connected|this|that|your|their|his|her|its|our|the|any|each|every|one|two|three|and|for|from|with|near|real|existing|modern|unmanned|future|assembly|per|size|sized|sme|samsung|registered|idle|quiet|busy|dark|overseas|certified|typical|average|actual)\b)"
    r"(?P<product>[a-z]{3,}) (?:factory|plant|mill|foundry|cannery|distillery)(?! (?:control|automation|manager|floor|level|registration|tour|visit|support|programme|program|project|owner from)\b)(?=[ ,.(?!:;]|$)"
)
# Beside a size that is told of it, a plant of one's own makes something: "our Gunsan plant, SME".
_OUR_PLANT = re.compile(
    r"\b(?:our|my) (?!smart )(?:(?!smart |office |head |sales |power |solar )[\w-]+ ){0,2}(?:plant|factory|foundry|workshop)\b"
    + _NO_PLANT_EN
    + r"|"
    r"\b(?:our|the) (?:shop floor|production (?:floor|hall|lines?))(?= (?:is|are|sits?|stands?|in|at|near|here)\b)|"
    r"\b(?:(?<!clients )(?<!customers )with|(?:we|i|my (?:father|husband|wife|family|parents)|our family|who|that|which) (?:have|has|own|owns|run|runs|operate|operates)) (?:an? |one |two |our |my |its )(?!smart )(?:(?!smart |office |level |sales |power |solar |treatment )[\w-]+ ){0,2}(?:plant|factory|foundry|workshop)(?= (?:in|at|near|of|outside|here)\b|[,.(]| \()|"
    r"(?<![가-힣])(?:(?:저희|우리|제|내|울) ?)?(?:[일이삼12] ?)?공장(?:은|이|도|을|만)(?= (?!아니|아닌|아닙|없|안 |남의|임대 ?[주줬]|많|몇|얼마나|어디|더 ?많|제일|뽑)[가-힣])|(?<![가-힣])공장 (?:새로 )?(?:있는|지은|지었|세운|세웠|가진|둔)"
)
# ... and so does one that stands by itself in a list of what the firm is: "SME, animal feed, mill in Gunsan".
_LISTED_PLANT = re.compile(
    r"(?:^|[.,;/·] ?)(?:(?:we (?:have|own|run)|with|our|own|the|an?) )*(?:(?:factory|foundry|mill|plant)(?:,| is)?(?: (?:in|at|near|located in))?:? (?P<at>[a-z-]+(?: [a-z-]+)?)|"
    r"(?P<here>[가-힣]{2,6})(?: ?소재)? 공장|(?:(?:자체|저희|우리) )?공장(?:은|:)? (?P<there>[가-힣]{2,6}))(?= ?(?:[.,;/·(?!]|$))"
)
_LIST_PAUSE = re.compile(r"[.,;/·:()!?]")
# ... beside what others' goods, houses and plants are looked after by.
_LOOKED_AFTER = re.compile(
    rf"{_SERVICE}|하역|물류|보수|급식|식당|농장|양식|발전소?(?=[ ,./]|$)|연구|설계|"
    r"\b(?:clean\w*|laundr\w*|cater\w*|staff\w*|security|software|designs?|consult\w*|construction(?! (?:materials|machin\w+|parts))|power(?! (?:tools?|supplies|cables?|transformers?))|energy|utilit\w+|water (?:treatment|supply)|waste\w*|sewage|desalination|"
    r"solar(?! (?:cells?|panels?|modules?))|wind (?:farm|power)|farms?|farming|orchard|stores?|education|training|travel|real estate|agenc\w+|services?|operat\w+|mining|quarr\w+|collect\w+|research|disposal|hir(?:e|es|ing)|lend\w*)\b"
)
_FOR_MAKERS = rf"(?:점검|진단|설계|학원|강의|구매대행|소개|외과|수술|견학|안내|투어|체험|취재|이전|철거|신축|건설|{_SERVICE})"
# Words between a factory and what is done for it: "식품공장 바닥 청소", "lamp factory floor cleaning".
_FOR_A_FACTORY = re.compile(
    rf"[을를의]? ?(?:[가-힣a-z]{{1,8}}(?<![는데고며서요다]) (?<!in )(?<!at )(?<!and )(?<!is )(?<!needs )(?<!wants )){{0,2}}?(?:[가-힣]{{0,4}}{_FOR_MAKERS}|(?:{_LOOKED_AFTER.pattern}))"
)
_DOES_IT_TO = re.compile(r"\b(?:we|i|they|who|that|which|mainly|mostly|only|just) $")
_MAKES_ITSELF = re.compile(
    rf"\b(?:make|made|making|manufactur|produc|{_STEMS_EN}|build|built|stitch|cut|turn)\w*(?: (?:and|or) \w+)? (?:(?:it|them|these|those|all|everything|most) )*(?:(?:by |for )?(?:itself|ourselves|themselves|myself|himself|herself)|in[- ]house|on (?:our|its|their) own)\b"
)
_MAKERS = re.compile(
    r"제조|(?:직접|손수|자체(?:적으로)?|저희가|우리가|제가|스스로) ?(?:만든|담근|구운|짠|깎은|빚은|지은|찍은|볶은|뽑은|키워만든)(?! ?(?:양식|표|자료|홈페이지|앱|프로그램|문서|계획))|(?<!(?<!넘)게)(?<!(?<!넘)게 )(?:만드는|만든다(?![가-힣])|만들(?!어(?:줘|주(?!는(?!지|건|나|가)|고있)|져)|고 ?싶|려)|만듭)|생산(?! ?(?:성|관리|실적|데이터|정보|현황|이력|팀|직|일보|일지|계획|량))|제작|가공(?!장|정위)|사출|도금|금형|프[레래]스|주물|주조|단조|열처리|용접|절삭|압출|(?<!삼)성형|봉제|"
    r"인쇄(?:업|소|업체)|공장(?:을|를|두곳|두개|세곳|하나)*(?:운영|돌[리려립])|식품공장|부품(?:을|도)?(?:하는)?(?:[0-9일이삼]차)?(?:협력사|협력업체|벤더|하청|납품업체|협력회사)|부품(?:을|를|도|일)?(?:합니다|해요|하는(?=집|업체|회사|중소|공장)|하고있|하거든)|부품(?:업|업체|회사|사(?=[이인입고예라,. ]|$)|중소|중견|소기업|기업)|[가-힣]부품(?=[,./·]|$)|뿌리(?:기업|산업|업종)|정밀|조립(?:업|공장|라인)|"
    r"(?:production|manufacturing|processing|assembly|fabrication)(?:을|를)? ?(?:하[는고며지]|해|합)|표면처리|판금|정미소|방앗간|양조장|제재소|제철소|대장간|레미콘(?:회사|업체|공장)|(?:자체|직영|자가)(?:공장|생산|제조)(?!이?없)|목공장|염색|직물|생산라인|제약|제지|제과|화장품oem|"
    r"\b(?:manufactur(?:er|ers|ing|e|es)|makes?(?! (?:it|sure|use|sense|up|out|that|this|do|no)\b)|making|produc(?:e|es|er|ing)|(?:run|operate|running|operating) a (?:small )?(?:factory|plant)(?! (?:hire|rental|nursery|maintenance|cleaning|relocation|engineering|security|insurance|catering|tour)s?\b)|fabricat\w+|moulding|molding|"
    r"production line|casting|forging|machining|stamping|plating|(?:press|machine|tool|jig|metal|plating|mou?ld(?:ing)?|(?:tool and )?die|gear|spring|valve|pump|sheet|welding|cutting|grinding|turning|lathe|pattern|foundry|sewing|garment|wood|paint|(?<!shirt )(?<!photo )(?<!copy )print(?:ing)?) ?(?:shop|works|workshop)|foundry|"
    r"(?:food|furniture|garment|clothing|textile|paper|steel|plastics?|rubber|glass|chemical|electronics|parts|machinery|battery|semiconductor|cosmetics|beverage|noodle|kimchi|bread|toy|"
    r"shoe|leather|packaging|cable|pump|valve|bolt|screw|spring|mould|mold|fish ?cake|tofu) (?:factory|plant|works|mill)|\b(?:we're|we are|i run|we run|i own|we own) an? (?:(?!(?:to|for|of|an?|the|with|from|by|software|design|service|trading)\b)[\w-]+ ){1,3}(?:oem|odm)\b(?! (?:brands?|buyers?|customers?|clients?|dealers?|distributors?|agen\w+|trad\w+|software|brokers?|sourcing|sales|platform))|maker|weld\w+|assembl\w+(?! (?:(?:an?|the|our) )?(?:\w+ )?(?:teams?|people|documents?|papers?|files?)\b))\b",
    re.ASCII,
)

# Who makes something is served by others: "금형 설계", "용접 기술 교육", "제조업체 청소", "machining school".
_IS_SERVED = re.compile(
    r" ?(?:(?<=사출|도금|금형|레스|래스|공장|주물|주조|단조|처리|용접|절삭|압출|성형|봉제|정밀)|(?=업체|회사|기업|공장|현장|설비|장비|기계|라인|부품사|기술|인력|업 ?(?:전문|대상|전용|관련)))"
    r"(?:업체|회사|기업|공장|현장|설비|장비|기계|기|업|라인|부품사|부품|기술|인력|자재|재료|로봇|용품|도면)?(?:들)?(?:을|를|의|에|에서|용)? ?(?:대상(?:으로)? ?)?(?:전문 ?)?(?:[가-힣]{1,3} ?)?"
    rf"{_FOR_MAKERS}|"
    r" ?(?:빅?데이터|정보|견적|매칭|혁신|플랫폼|솔루션|소프트웨어)|[봉기강액재유] ?(?:을|를|만)? ?(?:전문 ?)?(?:납품|취급|공급|보급)|"
    r" (?:(?!and\b|or\b|in\b|at\b|for\b|with\b)[a-z]+ )?(?:schools?|academ(?:y|ies)|training|education|agenc(?:y|ies)|supplies|consult\w*|inspectors?|instructors?|teachers?|dealers?|distribut\w+|import\w*|traders?|trading|rentals?|repairs?|sales|retail\w*|wholesal\w*|software|inspection|recruit\w*|staffing|cleaning|museum|magazine|tours?|design)\b"
)
# Who cooks or trades may run a plant beside it: "과수원 하는데 사과즙 공장을 같이 돌리고 있어요".
_RUNS_A_PLANT = re.compile(
    r"(?:본업|주업|주력|본래)(?:은|이|는)? ?(?:제조|생산|가공)|"
    r"공장(?:을|를|도|까지)? ?(?:[가-힣]{1,3} ){0,2}?(?:돌리|돌려|돌립|차리|차려|차렸|운영|굴리|굴려|지어|지었|두고|갖고|가지고)|"
    r"\b(?:own|run|operate|have|built|set up)s? (?:our|an?) (?:\w+ ){0,2}(?:factory|plant|line|mill)\b(?! of\b)"
    + _NO_PLANT_EN
)
# What is asked for politely is no wish for a level: "설명해 주시기 바랍니다", "차이를 알고 싶습니다".
_WISH = (
    r"(?:마음|생각|목표|계획|방향|노선)(?:을|를)?(?:바꾸|바꿔|바꿀|바꾼|돌리|돌려|틀|변경|전환|올리|올려|낮추|낮춰|잡)|"
    r"(?:으로|로)(?:만|라도)?(?:했|갔|넣었|신청했|바꿨|낮췄|올렸)(?:으면|다면|더라면)|로(?:요)?[.!]?$|로(?:들어가|넣(?:을|고|어)|신청(?:할|하|해)|지원(?:할|하|해)|도전|바꾸|바꿀|돌리|변경|전환)|갑니다|갈겁|할게|할래|신청한다|하겠|할랍|할라|밀어|볼라|볼랍|갈게|갈래|가겠|올리고|맞(?:을|는)(?:것|듯|거)|맞다고?(?:보|봅|봐|생각)|나을(?:것|듯|거)|낫(?:겠(?!죠)|습)|적당|적합|어울|(?<!주면)(?<!시면)(?<!으면)좋겠|되면(?:좋|돼|족|충분)|면(?:됩니다|돼요|되는데|되고|되거든|족|충분|만족)|보고있|쪽(?:을|으로)?(?:보|생각)|하고싶|하고시|하고픈|하고파|해볼|받고자|받(?:으려|을라|을려|을까|을예정|을생각)|받아볼|받았으면|신청예정|(?<!가능)할까|wanted|하려|할라|할려|하고자|희망|(?<!시기)(?<!시기를)(?<!시길)(?:바랍|바라(?=는|고|지|요|구)|바래)|바람(?=$|[.,])|원합|원해|원함|원하(?!는지)|목표|준비|관심|계획|구축하|도입하|가고싶|가려|갈려|까지가|까지원|해보|충분|생각(?:중|하|합|해|입|이)|"
    r"넣(?:고싶|으려)|신청하려|지원하려|(?<!알고)(?<!묻고)(?<!쭙고)(?<!쭤보고)(?<!물어보고)(?<!듣고)싶|할거|할건|하면충분|면돼|이면되|만(?:신청|지원하|참여|넣|받[고으]|하|했|됐|원|할|도입|해|필요|있으면|요|이요|$|[.,!])|정도만|(?:부터|으?로|만)하자|로가|으로가|로갈|로할|로구축|단계로|수준(?:으로|까지|이면|만|으로만|희망|구축)"
)
_WISH_EN = (
    r"want|would like|(?:trying|love|keen) to (?:get|have|join|do|go|apply|build)|(?<!was )(?<!were )(?<!are )(?<!is )(?<!been )plan(?:s|ning|ned)?\b|aim|looking (?:to|for)|interested|wish|intend|hope|target|going for|need|prefer|only|just|open to|(?<!could we )(?<!can we )(?<!may we )(?<!could i )(?<!can i )go for|"
    r"aiming|after|happy with|settle for|going (?:all|straight|with)|rather (?:start|go|do|have|take)|start with|begin with|hoping|thinking of|considering|level project|basic-level project"
)
# Machines that run, stop and set themselves: the advanced level, in a plant manager's words.
_BY_ITSELF = r"(?:알아서|스스로|자동으로|저절로|혼자서?|실시간으로|원격으로|사람(?:이|의)?(?:손|손이)?(?:안가|안붙|안대|안타|없이|없어|안있)(?:게|고|도|어도|아도)?|무인으로)"
_RUNS = r"(?:멈추|멈춰|멈췄|서게|세우|조정|조절|바꾸|바뀌|돌리|돌아|돌게|움직|제어|맞추|맞춰|고치|고쳐|가동|운전|끄|켜|켜지|대응|잡아|컨트롤)"
_ADVANCED_GOAL = re.compile(
    rf"{_BY_ITSELF}.{{0,14}}{_RUNS}|(?:설비|기계|장비|라인|로봇|공장|공정).{{0,10}}(?:무인|풀오토|오토메이션)|무인(?:화|공장|으로|라인|자동화|가동|운전|생산|시스템)|(?:이상|불량|고장|문제)(?:이|가)?(?:있|나|생기|뜨)(?:으)?면.{{0,6}}(?:세우|멈추|멈춰|조정)|로봇(?:팔)?(?:을|이|도)?.{{0,6}}(?:넣|들이|들여|도입|깔|자동화)|"
    r"\b(?:stop|adjust|correct|tune|run|set|control|regulat|balanc|shut|switch)\w*(?: down| off)? (?:(?:by |on )?(?:themselves|itself|their own|its own)|(?:\w+ ){1,4}(?:by (?:themselves|itself)|on (?:their|its) own))|automation of (?:\w+ ){0,3}(?:process|line|plant|production|equipment|machines)|(?:run|work|operate)s? without (?:people|anyone|anybody|operators?|workers?|hands|humans?)|self-(?:adjust|correct|tun|regulat|control|optimi)\w*|"
    r"(?:react|respond|adjust|stop|correct|control)\w* automatically|(?:adjust|stop|correct|control|fix|tun|compensat|chang|set)\w* (?:it |them |that |this |the \w+ )?(?:without (?:any(?:body|one)|people|a person|humans?|an? operator|operators?|workers?|us|human)|on (?:its|their) own)|automatically (?:react|respond|adjust|stop|correct|control)\w*|talk to each other|"
    r"control\w*\b[^.?!]{0,40}\b(?:remotely|in real[- ]?time|live)|automatic (?:\w+ )?(?:control|adjustment)|\brobots? (?:and|on|for|in|doing)|lights-out|unmanned|(?:full|complete|total|end-to-end) (?:\w+ )?automation|(?:완전|전면|전체|풀)자동화(?!기계|장비|설비|라인을?(?:만|제작|납품)|시스템을?(?:만|제작))|"
    r"실시간(?:으로)?.{0,14}제어|자동으로(?:제어|조정)|(?:알아서|스스로)(?:멈추|조정|조절|움직|돌아가)|실시간(?:으로)?.{0,10}(?:멈추|조정|조절|대응)|"
    r"(?:adjust|control|correct|tune|stop)s? (?:themselves|itself)|in real time without|공정automation|자동화(?:로|쪽으로|까지)(?:목표|방향|계획|마음)(?:를|을)?(?:바꾸|바꾼|바꿔|돌리|잡|올리|틀)|자동화(?:가|를)?(?:목표|goal)|(?:공정|라인|설비|생산)(?:을|를|은|는|도|까지|전체|전부)*(?:싹|다|모두|전부|통째로|통으로|완전히?|완벽히|아예|몽땅|전면|풀로)+자동화|설비(?:를|의)?(?:실시간(?:으로)?|자동(?:으로)?)?제어|공정(?:을|의)?(?:실시간|자동화)|자동제어|공장제어|원격제어|"
    r"(?:lines?|process|machines|equipment|production|plant|factory|everything) (?:to be |be |get )?(?:fully |completely |entirely )?automated|"
    r"automat(?:e|ing|es) (?:the |our |all )?(?:\w+ ){0,2}(?:line|process|machines?|equipment|production|plant)s?\b|real-?time (?:\w+ )?(?:\w+ )?control|(?:equipment|machine|process|factory|automatic \w+) control|process automation|automat\w+ (?:equipment|process|control)",
    re.ASCII,
)
# The level that belongs to no track by itself, and had a name that sounds like one.
OPEN_LEVEL = Known(frozenset(["basic", "advanced"]))
_INTERMEDIATE_1 = re.compile(
    r"중간(?:단계|수준|레벨)?(?:1|[일원](?=수준|단계|레벨))(?![\d.억천만,월반])|고도화1(?![\d.억천만,년사곳군업개명월위차순])|"
    r"(?<![a-z])(?:lower ?intermediate|intermediate[- ]?(?:level ?)?(?:1|one)|(?:level ?)?mid[- ]?1)(?!\d)"
)
_ONE_OR_TWO = re.compile(
    r"(중간1|intermediate-?1)(?:이나|나|또는|아니면|혹은|or|~|/)(?:중간|intermediate-?)?2"
)
# The same by what it does; what is controlled too, or only kept, is of another level.
_COLLECTS_LIVE = re.compile(
    r"실시간(?:으로)?(?:생산|설비|데이터|정보|공정|현황|상황)*(?:을|를)?(?:수집|모으|모아|모은|분석|모니터링)(?:·|,|및|과|하고|고|수집|분석|집계)*|"
    r"real-?time ?(?:\w+ ){0,2}?(?:collection|collecting|gathering|analysis|analytics|monitoring)|(?:collect|gather|analy[sz]e|monitor)\w* (?:\w+ ){0,3}in real ?-?time"
)
_WISHED_AFTER = re.compile(
    rf"(?: ?level)?(?: is| would be| will be) (?:what|our|enough|fine|plenty|the (?:goal|target|aim|plan))|"
    rf"(?:수준|단계|레벨|level|정도|까지|이|을|를|가|은|는|로|으로|하는|하고|쪽|만|,)*(?:{_WISH}|[인은]데|이에요|입니다|목표|타깃|타겟|희망|생각|원하|원해|계획|예정|지향|하자|가자|추천|하려|가려|할거|할건|갈거|하는게|정도면|target|goal|이?요?[.!]?$)"
)
_WISHED_BEFORE = re.compile(rf"(?:{_WISH_EN}|목표|타깃|희망|goal)[^.?!]{{0,24}}$")
# ... is where it stands today, refused, or what is asked about.
_NO_WISH_BEFORE = re.compile(
    r"(?:지금|현재|이미|벌써|already|currently|now|\b(?:are|'re|am|is) (?:at|on)|not|instead of)[^.?!]{0,6}$"
)
_NO_WISH_AFTER = re.compile(
    r"(?:수준|단계|레벨)?(?:까지)?(?:은|는|을|를|이|가|도)?(?:이미|벌써|다|말고|아니고|아니라|에서|했[고는지어]|끝냈|구축했|도입했|쓰고있|운영|완료|달성|(?:이?란게?|이?라는게?)?(?:대체|도대체)?(?:뭐|뭔|무엇|무슨|어떤|먼|차이|의미)|vs)|"
    r" (?:now|already|today|means?\b|mean\b)"
)
_ADVANCED_LEVEL = re.compile(
    r"중간2(?!\d)|중간이(?=수준|단계|레벨)|고도화2(?![\d.억천만,])|intermediate[- ]?(?:2|two)"
)
# From paper, hand and spreadsheets to records in a computer: the basic level.
_BY_HAND = r"(?:손으로|손글씨|수기|수작업|종이|장부|엑셀|수첩|칠판|화이트보드|대장|공책|노트에|전표)"
_TO_RECORDS = r"(?:컴퓨터|전산|디지털|프로그램|시스템|태블릿|피씨|모니터|데이터|앱으로|자동으로기록)"
_BASIC_GOAL = re.compile(
    r"(?:lot|batch|로트)(?:tracking|traceability)(?:정도|만|부터)|\b(?:lot|batch|barcode) (?:tracking|traceability|records?) (?:is|would be|will|would) (?:all|enough|plenty|do)\b|\ball (?:we|i) (?:want|need) is (?:lot|batch|barcode)|\b(?:typ|enter|key|record|log|put|tap|sav)\w*\b[^.?!]{0,24}\b(?:in|into|on|onto|to) (?:an? |the |our )?(?:tablets?|computers?|screens?|phones?|pcs?|database)|"
    r"\b(?:happy|content|satisfied|fine|all right) with (?:\w+ ){0,2}(?:lot|batch|barcode) (?:tracking|tracing|traceability|records?)|\b(?:plain|just|only|simple|simply|merely) (?:lot|batch|barcode) (?:tracking|tracing|traceability|records?)|"
    rf"종이없는|모니터에띄우|{_TO_RECORDS}(?:에|에다|으?로)(?:[가-힣]{{0,6}}(?:기록|실적|일지|데이터|정보|이력)(?:을|를|만)?)?만?(?:남[으게도]|뜨[게면]|쌓이|남기|남겨|남길|적|기록|입력|저장|올리|올려|집계)|paperless|{_BY_HAND}.{{0,20}}(?:{_TO_RECORDS}.{{0,8}}(?:옮기|옮겨|바꾸|바꿔|대체|올리|올려|남기|전환|입력|기록|관리|하는|화)|없애|그만|안쓰|안쓰게|벗어나|탈출|졸업)|"
    r"(?:바코드|qr|로트|lot|이력|재고|실적|생산량|생산실적|불량).{0,10}(?:집계|추적|파악|기록|관리|조회|확인|보는|찍는|보기|뜨는)(?:수준|만|정도|하는정도|하는것부터|하는것만|만되면|부터|이나|되면)|"
    r"(?:지시서|일보|일지|장부|실적|기록|전표|대장).{0,12}(?:컴퓨터|전산|시스템|화면|모니터|태블릿).{0,4}(?:넣|보게|보이|보면|볼수|올리|입력|옮기|띄우)|"
    r"(?:전산|컴퓨터|디지털)(?:으?로)?(?:집계|기록|입력|관리)(?:만|정도|하는것?부터|하는것?만|부터|하는게)|"
    r"\b(?:stop|quit|away from|get off|off|ditch|drop|without|move from|from|swap|switch from|instead of)\b[^.?!]{0,24}\b(?:paper|handwrit\w+|clipboards?|excel|spreadsheets?|notebooks?|whiteboards?|by hand)|"
    r"\b(?:records?|sheets?|logs?|logbooks?|journals?|reports?|data|notes|numbers|figures) (?:\w+ )?(?:on|onto|into) (?:an? |the |our )?(?:computers?|systems?|tablets?|screens?|database|pcs?|software)|paper(?: \w+)? out|(?:record|log|track|collect|enter)\w*\b[^.?!]{0,24}\b(?:digitally|electronically|on a computer|in a system)|simple (?:mes|records?|database|data collection)|"
    r"전산화(?:만|부터|정도|수준|하)|일단전산화|데이터(?:수집|입력|집계)(?:만|정도)|생산(?:정보|실적|데이터)(?:만|디지털|전산|집계)|수기(?:를|로하던|작업을).{0,10}(?:바꾸|전산|없애)|"
    r"(?:손으로|수기로|종이에|공책에|칠판에).{0,16}(?:컴퓨터|전산|디지털|엑셀)|종이(?:를|도)?없애|종이(?:로|에|장부|기록|일지|대장)?.{0,12}(?:전산|바꾸|없애|디지털)|장부.{0,8}전산|"
    r"(?:replace|get rid of|no more|instead of|stop using) (?:\w+ )?(?:paper|handwritten|manual)[^.?!]{0,40}|go(?:ing)? paperless|simple digital|(?:digital|electronic|computeri[sz]ed) (?:\w+ )?(?:records?|logs?|record[- ]keeping|logbooks?)\b|"
    r"(?:just|only|simply) (?:digiti[sz]\w+|go digital|record\w*|collect\w*)|(?:first|small|simple|modest|initial) (?:digital|digiti\w+) (?:step|move|tool|project)|digiti[sz](?:e|ing|ation of) (?:\w+ ){0,3}(?:records?|data|paperwork|logs?|sheets|information|books)|lot tracking only",
    re.ASCII,
)
# A level by its name, or by its height: "윗단계", "제일 낮은 단계", "entry level", "the higher one".
_STEP = r"(?:단계|수준|레벨|등급|트랙|과정|코스|반(?=으로|이|을|요|$))"
_ADVANCED = (
    rf"(?:고도화|고도수준|고도단계|(?:상생 ?)?협력형|cooperative (?:track|type|one)|어드밴스드?|advanced|(?:윗|높은|상위|위|어려운|상급|고급|최고|최상위|다음){_STEP}|(?:높은|어려운|센|윗|위에)(?:거|걸|쪽|급)|한단계(?:더)?(?:올리|올려|높이|높여|위)|"
    r"(?:higher|highest|top|upper|harder|toughest|(?<!not )difficult)[- ]?(?:level|stage|tier|track|version|one|option|grade))"
)
_BASIC = (
    rf"(?:(?:지자체|지역) ?연계(?:형|(?=로))|local[- ]government(?:[- ]linked)? (?:track|type|one)|기초(?!자료|지자체|자치|생활|지식|단체)|베이직|basic(?! ?(?:facts?|info|idea|question|rule|outline|term|requirement|detail|explanation|understanding))|(?:쉬운|낮은|아래|아랫|첫|첫걸음|입문|초급|초보|간단한|밑){_STEP}|(?:쉬운|낮은|간단한)(?:거|걸|쪽)|기본(?=만|부터|으로|단계|수준|정도|형)|"
    r"(?:entry|low|lower|lowest|easy|easier|easiest|simple|simpler|simplest|beginner'?s?|starter|first)[- ]?(?:level|stage|tier|track|version|option|grade)|(?:lower|easier|easiest|simpler|simplest|simple|easy)[- ]?one)"
)
# Named with a wish only, and not what the company makes or buys.
_AUTOMATION = r"(?<!사무)(?<!물류)(?<!창고)자동화(?!기계|장비|기기|설비|업체|회사|기업|라인|시스템|솔루션|부품)|(?<!warehouse )(?<!office )automation\b(?! (?:equipment|machine|part|firm|company|maker|supplier|system|line)s?\b)"
_ASKED_OF_TRACK = (
    r"(?:수준|단계|로|으로)?(?:되나|돼요|될까|되는지|되죠|가능)|(?:수준|단계)?(?:는|은|도)(?:요|여|예|유|되|돼|어떻|가능|얼마|$)|(?:트랙|유형|형)|(?:track|는안|가안)|"
    # what the track has, of which something is asked: "기초 참여 지역도요", "then the basic regions please"
    r"(?:수준|단계)?의?\s*(?:(?:참여|신청|선정|지원|모집|접수|최대)\s*)*(?:지역|지자체|시도|한도|상한|금액|자부담|부담|비율|규모|예산|마감|기한|일정|서류|방법|절차|목표(?:는|가|도|$)|내용|발표|업체|회사|기업|몇)|"
    r"[\s-]*(?:level\s*)?(?:regions?|places?|areas?|governments?|caps?\b|limits?|maximum|max\b|amounts?|shares?|budgets?|deadlines?|documents?|papers|dates?|numbers?|goals?(?=\W*$)|aims?(?=\W*$))"
)
_BOTH = re.compile(
    rf"{_BASIC}(?:랑|하고|와|도|및|,|·|/|든|이든|나)?{_ADVANCED}(?:도|이든|든|를|을)?(?:둘다|다|모두|상관|아무|양쪽|관심|이든|되는)|{_BASIC}(?:이)?든지?,?{_ADVANCED}(?:이)?든|{_ADVANCED}(?:이)?든지?,?{_BASIC}(?:이)?든|"
    rf"{_ADVANCED}(?:랑|하고|와|도|및|,|·|/|든|이든)?{_BASIC}(?:도|이든|든|를|을)?(?:둘다|다|모두|상관|아무|양쪽|관심|이든)|"
    r"(?:둘다|양쪽다|(?:어느|어떤)(?:쪽|트랙|유형|단계|수준|것|거)(?:으로|로)?(?:이?든지?|이?라도)|아무거나|아무(?:트랙|단계|쪽|유형|수준)(?:이나|나|이든)?)(?:(?!기초|고도).){0,8}(?:관심|좋|상관|괜찮|무방|무관|가능|하고싶|하고자|참여하|신청하|할게|하겠|원|생각|열어(?:[놓놨둘두뒀둔논]|주)|염두|고려하|노리|노려)|"
    rf"{_BASIC}고{_ADVANCED}고|(?:{_BASIC}|{_ADVANCED})(?:이)?든(?:뭐|아무)|(?:뭐가|뭐로|뭘|어느쪽이)(?:되|하|해도)(?:든)?(?:상관없|괜찮|좋)|(?:{_BASIC}|{_ADVANCED})도(?:좋|괜찮|되|상관|오케이|ok).{{0,4}}?(?:{_BASIC}|{_ADVANCED})도|"
    r"(?:basic or advanced|advanced or basic)[^.?!]{0,20}(?:don't mind|does ?n't matter|don't care|both|fine|ok|no preference)|"
    r"(?:not|n't|un)(?: yet| really)? ?decided (?:yet )?(?:on|between|whether|if|about)?[^.?!]{0,12}(?:basic or advanced|advanced or basic)|"
    rf"(?:{_BASIC}|{_ADVANCED})(?:로|으로|를|을)?(?:할지|갈지|넣을지)(?:{_BASIC}|{_ADVANCED})(?:로|으로|를|을)?(?:할지|갈지|넣을지).{{0,6}}(?:미정|안정|못정|모르|고민|정하지)|"
    r"no preference (?:between|either)|whichever|whatever (?:level|track|one)|(?:either|both|any)(?: one| level| track| of them)? (?:is|are|would be|will be|'s|sounds?) (?:fine|ok|okay|good|great|all right|alright)|"
    r"\b(?:we|they|it) (?:\w+ )?(?:aim\w*|go|went|apply|applied|try|tried|opt\w*) (?:for|at|to) both\b|open to (?:either|both)|\b(?:keep\w*|kept|leav\w+|have|want) (?:both|either)(?: \w+)? open|either (?:level|one|track|of them) (?:is|would be|will do|works)|(?<!is )(?<!does )(?<!can )(?<!for )(?<!on )either (?:(?:the )?(?:basic|advanced)(?: level| track)? or (?:the )?(?:basic|advanced)|level|track|one)|both (?:levels|basic and advanced|advanced and basic)",
    re.ASCII,
)

_IS_ADVANCED, _IS_BASIC = re.compile(_ADVANCED, re.ASCII), re.compile(_BASIC, re.ASCII)
_EITHER = re.compile(
    r"든(?:뭐|아무)|둘다|양쪽다|어느|어떤|아무|뭐가|뭐로|뭘|no preference|whichever|whatever|either|both|any"
)

# A bare reply to "which level?".
_ANY_LEVEL = re.compile(
    r"아무(?:거나|쪽|데나)|상관없(?!나|을까|는지|죠|지요)|둘다|둘중|(?:어느|어떤)(?:쪽|거|것|수준|단계|유형)?(?:으로|로)?이?(?:든지?|라도)|\b(?:either|both|any|whichever|no preference)\b|don't mind|do not mind|doesn't matter|(?:all|it's) the same to (?:us|me)"
)

# What is wished for was not got: "기초 지원받고 싶어요", "고도화 받아볼까 해요".
_GOT = (
    r"(?:지원)?(?:을|를)?(?:이미|예전에|전에|한번|한차례|벌써)?(?:지원)?(?:을|를)?(?:받았(?!으면(?:하|해|합|함|좋|싶|한다))|받은(?!적|(?:건|것|거|게|데|곳)(?:은|이|도)?없)|받고(?!싶|파|픈|자(?!마자))|받아(?!야|볼|보(?:고싶|고자|려|자|면|고픈)|[주줄줘])|받음|했(?=[어고구지거더다습는음었])(?!는지|는가|다면|더라면|는냐|다는|을|더니만)|끝냈|끝낸|끝났|마쳤|마친|졸업|했던|받았던|마쳤던|지었(?!으)|지어놨|한적(?:이)?있|해본적(?:이)?있|구축이력|이력(?:이)?있|"
    r"(?:혜택|덕|도움|수혜)(?:을|도)?(?:봤|보았|본적|입었|받)|구축했|깔았|깔아서|들였|들여놨|설치했|도입했|완료|받은적(?:이)?있|해봤|해먹|타먹|탔|땄|선정(?:(?:업체|기업)(?=이[고다라며었에]|입니|인데|임|예요|였|으로)|됐|돼서|되어서|되었|돼 ?가지고)|선정된적|했었|구축한적|되어있|돼있|수혜)"
)
_AGO = r"(?:\d{1,2}|[한두세네몇일이삼])(?:년|해|달|개월)(?:쯤|정도)?전(?:쯤)?(?:에)?"
_WHEN_BEFORE = (
    r"(?:이미|예전에|전에|재?작년(?:에|(?=기초|고도화))|년전에|해전에?|년에|벌써|옛날에|과거에|저번에)"
)
_PRIOR = re.compile(
    rf"(?P<level>{_BASIC}|{_ADVANCED})(?:는|은|를|을|로|수준|단계|트랙|형|유형|스마트공장|공장|스마트팩토리|구축|지원|사업|의|에|도|만|까지|support|level|track|grants?|funding|subsidy|programme?|project|smartfactory|지원금|보조금|과제|딱|이미|예전에|전에|재?작년(?:에)?|지난(?:번|해)에|{_AGO}|한번|한차례|벌써|진작|다|모두|전부|으로|\d{{2,4}}년(?:도)?(?:에)?)*{_GOT}|"
    rf"{_WHEN_BEFORE}.{{0,6}}?(?P<level2>{_BASIC}|{_ADVANCED})?(?:까지|다|모두|수준|단계|를|을|스마트공장|지원|사업|으로|로|구축)*(?:{_GOT}|하고(?=이제|올해|이번|지금|다음|{_ADVANCED}))|"
    rf"(?:정부|나라|국비|중기부|삼성)(?:돈|지원금?|자금|보조금?|과제)?(?:으로|에서|로).{{0,8}}{_GOT}|(?:스마트공장|지원사업|이사업|정부지원|스공)(?:지원|사업|을|를|구축|은|는|에)*{_GOT}",
    re.ASCII,
)
_PRIOR_EN = re.compile(
    r"\b(?:grants?|subsid(?:y|ies)|support|funds?|funding|programme?|scheme|ministry|government|kbiz|samsung|state)(?: \w+){0,3}? (?:paid|covered|funded|financed|built|installed) [^.?!]{0,24}(?:smart factory|basic|advanced|\bsystem\b)(?: smart factory| level| track| system)*|"
    r"\b(?:already|previously|before|last year|years? ago|in 20\d\d|once|earlier|have had|had|got|received|were given|was supported|did|took part|participated|went through|completed|finished|built|supported)"
    r"(?:(?!\b(?:now|wants?|wish(?:es)?|would|hop(?:es?|ing)|plans?|aims?|open|either|both|looking|interested|ready)\b)[^.?!]){0,60}(?:support|smart factory|basic|advanced|grant|subsid)(?:(?!\b(?:now|wants?|wish(?:es)?|would|hop(?:es?|ing)|plans?|aims?|open|either|both|looking|interested|ready)\b)[^.?!]){0,40}|"
    r"\b(?:earlier|prior|previous|past) (?:basic|advanced)(?: level| track| support| smart factory)*|"
    r"\b(?:basic|advanced)(?: \w+)? (?:was|is|got|has been) (?:already )?(?:done|finished|completed|built|received)|"
    r"\b(?:were|was|been) (?:already )?(?:support(?:ed)?|funded|selected|chosen)(?: once| twice| before| already| in 20\d\d| last year)",
    re.ASCII,
)
_SUPPOSED_EN = re.compile(
    r"\b(?:what if|if(?= (?:we|they|he|she|it|i|our|the)\b)|suppos(?:e|ing)(?: that)?|imagine|say) (?!(?:\w+ ){0,6}(?:had|already|before|previously|once|earlier|last|ago|in 20\d\d)\b)[^.?!,;]*"
)
_MAY_BE_EN = re.compile(
    r"\b(?:could|can|may|might|will|would|should|to)\b[^.?!,;]{0,24}\b(?:be|get) (?:\w+ )?$"
)
_GOT_EN = re.compile(
    r"\b(?:paid|covered|financed|installed)\b|\b(?:(?:earlier|prior|previous|past) (?:basic|advanced)|got|received|had|have had|(?:were|was|been) support(?:ed)?|did|took part|participated|went through|completed|finished|built|already|given|done|supported|funded|selected|chosen)\b",
    re.ASCII,
)
_WITH_CUSTOMERS = r" (?:\w+ ){0,4}?(?:orders?|deals?|dealings?|contracts?|business|customers?|transactions?|trad(?:e|ed|ing)|invoices?|relationship|purchase|samsung|suppliers?|vendors?|anything (?:for|with)|work (?:for|with)|invitations?|invited|calls?|called|e-?mails?|letters?|visit(?:s|ed|ors?)?|messages?|cards?|repl(?:y|ies)|contact(?:s|ed)?|prizes?|awards?|awarded|quotes?|complaints?|fin(?:es?|ed)|inspect\w*|audit\w*|meetings?|phoned?|met|in touch|loans?|answers?|responses?)\b"
_NO_PRIOR = re.compile(
    r"(?:스마트(?:공장|팩토리)|스공)(?:은|는)(?:완전|아예|진짜)?(?:처음|첨)(?!에)|(?:스마트(?:공장|팩토리)|스공)(?:은|는|을|이?란거는?|이라는건|쪽은|같은거는?)?(?:아직|여태|한번도|전혀|이제껏|지금까지)[가-힣]{0,8}?(?:안|못)[가-힣]{0,4}?(?:봤|했|해봤|받았|깔았|들였|지었)|(?:지원금?|보조금?)(?:을|은|이란걸)?(?:받은|받아본|타본|타먹은)(?:거|것|게|적|일|역사|경험)(?:이|은|도|라곤)?.{0,6}없|받아본(?:적|일|역사|경험)(?:이|은|도)?.{0,6}없|첫(?:도전|번째(?:도전|신청))|"
    rf"(?:had|got|received|taken) no (?:\w+ )?(?:support|subsid\w+|grant|funding|help)|no smart factor(?:y|ies)(?: \w+)? (?:so far|yet|before|ever)|no (?:smart factory )?(?:support|grant|subsid\w+) (?:so far|yet|before|ever|until now)|(?:zero|no) (?:\w+ )?experience|never (?:did|done|applied|tried|taken|touched|joined)(?!{_WITH_CUSTOMERS})|"
    # "이런 건 처음이라 떨리네요": who asks for the first time
    r"(?:처음|첨)(?!이라(?:서)?[,.]? ?(?:좀|너무|많이|아주|다|정말|조금)? ?(?:떨|어렵|어려|헷갈|긴장|낯설|서툴|막막|걱정|두렵))(?:이|입|인데|인디|으로|하는|도입|해보|신청|임|이라|이에|이예|예요)|첫(?:도입|스마트공장|신청|구축|지원)(?!(?:은|는|을|를|이)?.{0,10}(?:했|지었|받았|끝냈|깔았|들였|마쳤|이미|벌써|재?작년|20\d\d년))|지원(?:을|은)?받(?:은|아본)적(?:이|은|도)?(?:한번도|전혀|아직)?없|"
    r"받은적(?:이|은|도)?(?:한번도|전혀|아직)?없|받은적한번도없|이력(?:이|은|도)?(?:전혀|아예)?없|(?:스마트(?:공장|팩토리)|스공|지원(?:사업)?|보조금|이런(?:거|것|사업)|구축|정부|나라)(?:(?!삼성|거래|납품)[가-힣]){0,12}?(?:해본|한|받은|받아본|넣은|신청한|도입한|구축한|참여한|깐|깔아본|지어본|써본|쓴)(?:적|일|경험)(?:이|은|도)?(?:한번도|전혀|아직|아예)?없|(?:스마트(?:공장|팩토리)|smartfactory|스공|지원(?:사업)?|보조금)(?:(?!삼성|거래|납품)[가-힣]){0,14}?(?:못|안)(?:해봤|받아봤|해보|받아보|써봤|받았)|한번도(?:지원)?(?:안|못)?받|신규(?:도입|구축)|지원안받|"
    rf"first[- ](?:time|ever|smart factory(?! (?:was|has been|got|built|installed|put in|set up|done|back in|already|(?:in|from) 20\d\d|last year|\w+ years? ago)))|never (?:had|received|got|been|applied|built|used|gotten)(?!{_WITH_CUSTOMERS})|no (?:previous|prior|earlier) (?:support|smart)|"
    r"(?:haven't|have not|hasn't) (?:had|received|got|been|gotten|built)",
    re.ASCII,
)

_TAKES_APPLICATIONS = re.compile(r"(?:접수|신청(?:서)?|모집|원서|공모|지원자)(?:을|를|도|만)?(?:따로|또)?받")

# What the company paid itself is no earlier support: "ERP는 전에 우리 돈으로 깔았고".
_OWN_MONEY = re.compile(
    r"(?:우리|저희|제|내|회사|자기|자체|본인|사장님?)(?:돈|자금|비용|예산|사비)(?:만)?(?:을|를)?(?:으로|로|들여|써서|내서|주고)|"
    r"자비(?:로|를)|사비(?:로|를)|생돈|쌩돈|자체적으로|자체구축|"
    r"our own (?:money|cash|pocket|budget|funds?|expense|cost)|out of (?:our )?(?:own )?pockets?|paid for (?:it )?ourselves|self[- ]funded"
)
_PUBLIC_MONEY = re.compile(r"지원|보조|국비|정부|나라|삼성|subsid|grant|government|samsung")

# What one never got, had or took: "명함 한 장 주고받은 적이 없어요" and "never got an invitation" are told of no support.
_SUPPORT_LIKE = re.compile(
    r"지원|보조|혜택|도움|돈|자금|사업|과제|국비|정부|나라|국가|중기부|중앙회|공공|바우처|상생|유형|트랙|공모|스마트|스공|팩토리|수혜|선정|이력|기초|고도화|basic|advanced|단계|구축|시스템|프로그램|mes|erp|것|거|건|게|걸|뭐|무엇|support|subsid|grant|fund|smart|factory|government|mss|kbiz",
    re.IGNORECASE,
)
# ... and what says nothing of the thing: how often, when, who, where.
_NO_THING = re.compile(
    r"(?:(?:단|딱|꼭)?한번(?:도|이라도|만|을)?|단|하나도?|전혀|아예|아직|여태|여태껏|여지껏|이제껏|지금껏|그동안|일절|일체|결코|절대로?|따로|별도로|직접|실제로|또|생전|평생|예전|이전|과거|제대로|"
    r"(?:저희|우리|저|나|전|당사|회사|공장|본인|둘|둘다|다|모두|양쪽|첫|두|세|번째|이번|기업|업체)(?:는|은|도|가|이|야)?|저흰|우린|네|예|아니[요오]?|아뇨|그런|이런|저런|안|못|"
    r".*(?:에|에는|에도|서|서는|서도|에선|한테|에게|까지|부터|으로|라|가|껏|토록))"
)
# ... but where a sentence ends before it: "신청만 하고 떨어졌었네요 받은 적은 없습니다".
_ENDS_BEFORE = re.compile(
    r".*(?:니까|지만|[는은인]데요?|인디|이라서?|(?:.{2}|[하되없있이했됐안])[고구며요다죠면음함])"
)
_COUNTED = re.compile(
    r"(?:(?<=\s)|^|(?<=[가-힣]))(?:한|단|몇) ?(?:장|통|번|건|개|마디|줄|차례|푼|군데|회|통화)(?:도|조차|이라도|만)?$|(?<=[가-힣]) ?(?:같은|따위) ?(?:거|것|건|걸)?(?:도|은|는|를|조차)?$"
)
_TAKEN = re.compile(r"(?:[안못] ?)?받(?=[은아았는습고음])")
_WORDS_BEFORE = 40  # characters


def _without_other_things(text: str) -> str:
    """The text with a mark for what was never got that is no support: a call, a prize, an order, a card."""
    return _TAKEN.sub(
        lambda found: (
            "#"
            if _is_of_other_things(text[max(0, found.start() - _WORDS_BEFORE) : found.start()])
            else found.group()
        ),
        text,
    )


def _is_of_other_things(before: str) -> bool:
    """Whether the last thing named before "받은 적" is something else than support; nothing named is support."""
    said = re.split(r"[.,!?;]", before)[-1].rstrip()
    if said.endswith("주고"):
        return True
    while said:
        last = said.split()[-1]
        if counted := _COUNTED.search(said):
            said = said[: counted.start()].rstrip()
        elif _NO_THING.fullmatch(last):
            said = said[: -len(last)].rstrip()
        elif _ENDS_BEFORE.fullmatch(last):
            # "인증을 못 받았고 받은 적도 없어요": of what was not got just before
            got = last.find("받")
            return got >= 0 and _is_of_other_things(said[: len(said) - len(last) + got])
        else:
            return not _SUPPORT_LIKE.search(last)
    return False


_NEVER_GOT = re.compile(
    r"(?:지원(?:을|은)?)?(?:받은|받아본|타본)(?:적|거|것|게|일|경험|역사)(?:이|은|도|라곤)?(?:한번도|하나도|전혀|아직)?없(?!는(?:기업|업체|회사|곳|데)|어도|으면)|한번도(?:지원)?(?:을|은)?(?:안|못)받(?!은(?:기업|업체|회사|곳))"
)
# "작년에 몇 군데 했어요?" asks about others; "이미 끝났어요" may be said of anything.
_ASKS_OF_OTHERS = re.compile(r"몇|어디|누가|며칠|언제|얼마")
_OF_SUPPORT = re.compile(
    rf"{_BASIC}|{_ADVANCED}|받|지원|스마트|스공|사업|구축|깔|들[였여]|설치|도입|선정|수혜|이력"
)

# A bare reply to "did you receive support before?".
_NEVER = re.compile(
    r"(?:네|아니[요오]?|아뇨|전혀|아예|한번도|처음)*[,.]?(?:.{0,10}처음|없|안받|못받|처음|전무|no\b|none|never|nope)|^(?:아니[요오]?|아뇨|nah)[.!~]*$"
)
# ... and a bare fact among those of a firm: "떡 공장. 기초. 처음.", "SME, molds, never supported".
_BARE_NEVER = re.compile(
    r"(?:^|[.,;/] ?)(?:(?:(?:정부|과거|기존|이전|예전|스마트공장|그동안) ?)*(?:지원(?: ?(?:이력|경험|사업))?|이력)(?:은|이|도)? ?(?:처음|없음|없습니다|없어요|없고요?|전무|무|x)|(?:이번이 ?|신청은? ?|다 )?처음(?:이고|임)?|"
    r"(?:we (?:were|are|have been) )?never (?:been )?(?:supported|funded|subsidi[sz]ed)(?: before| so far)?|no support(?: ever)?)(?= ?(?:[.,;/!]|$))"
)
# "이미 지원받은 기업도": other companies, not the writer's.
_OTHERS = re.compile(r"(?:기업|업체|회사|곳|데|경우)(?:들)?(?:도|은|는|이|만|에)")
# Other companies of the same group.
_SAMSUNG = r"삼성(?!중공업|물산|생명|화재|sdi|sds|디스플레이|전기|바이오|엔지니어링|증권|카드|병원)(?:전자)?"
_DEALINGS_NO = re.compile(
    rf"{_SAMSUNG}(?:하고|이?랑|과|와|쪽이?랑|에)(?:은|는)?(?:아무(?:것|런|관계|인연|거래|상관)?[도]?|전혀|하나도|일절|아예)+(?:상관|관계|인연|접점)?(?:이|은|도)?(?:없|안)|"
    r"삼성(?:전자)?.{0,16}(?:거래|납품|관계|인연|협력사|협력업체|벤더|(?<![메생휴평제매])일).{0,8}(?:없|아니|아닌|아닙|아님|안하|안합|안해|않|1도없)|"
    r"(?:협력사|협력업체|벤더|vendor)(?:가|는|도)?(?:아니|아닌|아닙|아님)|"
    r"(?:\b(?:no|not|never|without|neither|nor)\b|n't(?! (?:know|sure|heard?|understand|think|see|get|find|tell)\b))[^.?!]{0,40}\bsamsung\b"
    # "no idea what this Samsung thing is": of the programme
    r"(?!(?:'s)?,? (?:\w+ )?(?:smart|programme?|scheme|support|subsid\w+|grant|project|initiative|thing|call|money|funds?|funding|experts?|mentors?)\b)",
    re.ASCII,
)
_DEALINGS_YES = re.compile(
    rf"{_SAMSUNG}(?:이랑|랑|하고|와|과|에|의)?.{{0,6}}(?:거래(?:를|도|가)?(?:많|하고|합|해|있|중)|납품(?:하|중|해|을해|합)|[12일이]?차?(?:협력사|벤더|협력업체)(?:입|이|예|인|에요|임))|"
    r"(?:we|our company) (?:supply|sell to|work with|deal with|are a (?:supplier|vendor)[^.?!]{0,10} (?:to|of|for)) samsung|samsung (?:supplier|vendor) (?:here|already)",
    re.ASCII,
)

_PLACE_IS_OURS = re.compile(
    r"^(?:광역시|특별시|시|군|구|도|지역|쪽)?(?:에있|에소재|에위치|에공장|에사업장|소재|위치|(?:국가|일반)?(?:공단|산단|산업단지)(?:이에요|예요|입니다|이고|인데|임|에)|인데|인디|이고|이구|입니다|임니다|임|이에요|예요|에요|이요|공장|업체|회사|사업장|"
    r"기업(?!도|은|만|들)|중소|중견|대기업|제조|에다|에본|있는|있고|라예|이라예|에만|요(?!\?)|"
    r"(?:에)?서.{0,14}(?:하는|만드|만들|만듭|제조|가공|생산|제작|운영|공장|사업|업체|회사|하고있|합니다|기업|돌아가|돌아갑|돌려|돌립))"
)
_PLACE_IS_OURS_BEFORE = re.compile(
    r"(?:공장(?:이|은)?[가-힣]{2,4}(?:말고|아니고|아니라)|(?:공장|설비|기계|장비|라인|생산|생산라인|작업장|제조|가공|조립|작업)(?:은|는|이|가|도)?(?:다|전부|모두|실제로|실제는|지금은|현재|원래)|생산(?:은|도)|(?:설비|기계|라인)(?:은|는|이|가)|"
    r"(?:하나[는가]|한곳[은이]|한군데[는가]|나머지는|다른하나는|또하나는|[일이삼123]공장은)|저희|우리|우린|당사|공장(?:이|은|는|소재지는|위치는|도)?|소재지(?:가|는)?[:]?|위치(?:가|는)?[:]?|사업장(?:이|은)?|회사(?:가|는)?|저는|여기|여긴|본사(?:가|는|도)?|저희가|우리가|저희는|우리는)$"
)
_PLACE_EN = re.compile(
    r"(?:we(?:'re| are)?|our|us|i|factory|plant|firm|company|manufacturer|maker|sme|based|located|site|here|made|parts|goods|production|manufacturing|machines?|lines?|everything|produced|one)\b[^.?!]{0,60}$|^[^.?!]{0,20}\b(?:here|based|sme|manufacturer)\b",
    re.ASCII,
)
_MOVED_TO_EN = re.compile(
    r"\b(?:mov\w+|relocat\w+|shift\w*|transfer\w*|go|went|gone|going|come|came)\b[^.?!]{0,40}\bto (?:the )?$"
)
# "대구로 옮긴 회사도 되나요": any firm, unless the writer speaks of its own. What Samsung is, or a supplier, is no fact either.
_ANY_FIRM_KO = re.compile(
    r"(?:[는은던]|[긴한된온른]) ?(?:회사|기업|업체)(?:들)?(?:도|만|은|는|이|가)(?=[ ,?])(?!.*(?:인데|입니다))|[는은던] ?(?:집|곳|데)(?:들)?(?:도|만|은|는)(?=[ ,?])|[가-힣]{2} (?:회사|기업|업체)(?:들)?(?:도|만|가|이)(?=[ ,?])|(?:중소|중견|대)기업의 경우"
)
# "대구에서 만드는 제품이어야 하나요": a condition is asked about.
_MUST = re.compile(r"(?:이어|여|있어)야(?:하나|되나|돼|합니까|하는지)")
_ABOUT_SUPPLIERS = re.compile(
    r"(?:공급(?:기업|업체|사)|구축업체|솔루션(?:업체|회사)|si업체|컨설턴트|시공사)(?:가|는|은|이|도) ?$"
)
# "a firm in Pohang" is any firm.
_ANY_FIRM = re.compile(
    r"\b(?:a|an|any|some|each|every|one) (?:\w+ ){0,2}(?:company|firm|business|manufacturer|factory|sme|plant|office|branch|cent(?:er|re))s? (?:\w+ ){0,2}?(?:in|from|at|to|based in|located in) $"
)
# ... but not "the second one is a bakery plant in Chuncheon".
_IS_SAID_OF = re.compile(
    r"\b(?!(?:and|or|but|so|then|what|who|which|how|where|there)\b)[a-z]+(?:'s| is| has| runs| owns| operates) $"
)
# Where a firm has no production: "영업사무소", "물류창고", "showroom".
_NO_PLANT = r"(?:본사|(?:영업|판매|연락|지역|서울|본사)? ?(?:사무실|사무소|지점|지사|출장소|대리점)|본점|영업소|(?:물류|제품|자재)? ?창고|물류센터|매장|전시장|연구소|기숙사)"
_HEAD_OFFICE = re.compile(
    rf"(?:{_NO_PLANT}|법인|(?<![가-힣])집|댁|자택|영업(?:팀|부|소|장)|관리부|연구실|r&d(?: ?(?:cent(?:er|re)|lab))?|labs?|(?:sales|admin\w*|management|design|accounts?|accounting) (?:team|staff|people|department|desk)|offices?|headquarters|headquartered|hq|registered|registration|showroom|warehouse|incorporated) ?"
    r"(?:주소|소재지|등록지|등기|등록)?(?:는|은|가|이|만|도)*(?: is| are| in| at| address| only| just| sits?| located| based| stays?)*[^가-힣a-z]{0,3}$",
    re.ASCII,
)
# "대전은 본사고 공장은 포항": the place stands before what it is.
_IS_HEAD_OFFICE = re.compile(
    r" ?(?:에 ?있는 ?)?(?:본사|사무실|사무소|본점|영업소|영업 ?사무실|연구소|(?:head |sales |main )?office|headquarters|hq|showroom)(?=[은는이가도을를만의에,. ]|$)|"
    rf"(?:광역시|특별시|시|군|구|도)?(?:은|는|이|가|에는|엔|에) ?(?:그냥 |사실 |단순히 |작은 |저희 |우리 )?(?:{_NO_PLANT}|법인 ?주소|(?:head |sales )?office|hq)(?!에서|에 ?공장)|"
    r"(?:'s| (?:is|was|are|has|hosts)) (?:only |just |merely |actually )?(?:the |our |an? |where the |where our |where we have (?:the |our |an? )?)?(?:(?:sales|main|branch|registered|small|admin\w*|little|tiny|liaison|legal|postal|mailing) )?(?:head ?(?:office|quarters)|hq|office|showroom|warehouse|depot|address|seat)"
)
_NAMES_FACTORY = re.compile(
    r"(?:공장|생산|제조|기계|설비|조립|작업|라인)(?:은|는|이|가)|\b(?:factory|plant|production|machines?|presses|lathes|workshop)\b"
)
_MOVES_KO = r"(?:옮|빼면|빼는|뺄|보내면|이전|이사|(?:내려|올라|들어|넘어)?(?:가면|간다|갈까|갈생|가게되면|가려)|가는|바꾸)"
_MOVED_TO = re.compile(
    rf"^(?:광역시|특별시|시|군|구|도)?(?:으로|로|에다?)(?:공장(?:을)?|회사(?:를)?|본사(?:를)?|통째로|아예|전부)*{_MOVES_KO}|^에다?(?:공장(?:을)?)?(?:새로|하나)*(?:지으|짓|지을|세우|세울|차리|차릴|내면|낼까)"
)
_NOT_IN = re.compile(
    r"(?:\b(?:forget|ignore|drop|skip|scrap|never mind)(?: about)?|\b(?:not|rather than|instead of) (?:the |that )?(?:one|city|town|place|plant|factory|gwangju|goseong)|\bnot|n't|no longer|used to be|formerly|previously|originally|leav(?:e|ing)|left|shut|clos(?:ed?|ing)|s(?:old|ell)|quit|g[ai]ve up)(?: down)?(?: the| our)?(?: in| at| from| based in)? $"
)
_BESIDE_IT = re.compile(
    r"(?:광역시|특별시|시|군|구|도)?(?:이|가|은|는|과|와|이랑|랑|에서|의)?(?:바로|아주|더|제일)?(?:옆|근처|인근|근교|가깝|가까|경계|접경|이웃|붙어|붙은|맞닿|코앞|건너)"
)
_BESIDE_IT_EN = re.compile(
    r"\b(?:near(?:er)?|next(?: door)? to|clos(?:e|er) to|beside|outside|across from|border(?:s|ing)?(?: on| with)?|minutes from|km from|(?:north|south|east|west) of) (?:the |downtown )?$"
)
_ITS_TRACK = re.compile(
    r"(?:광역시|특별시|시|군|구|도)?(?:의|쪽|형)?(?:기초(?:단계|트랙|유형)?(?:로|에|는안|도안)|트랙|모집|사업|예산|몫)|'?s?(?:basic)?track"
)
_METROPOLITAN_CITIES = frozenset(
    ["seoul", "busan", "daegu", "incheon", "gwangju", "daejeon", "ulsan", "sejong"]
)
_LISTED = re.compile(r"(?:광역시|시|군|구|도)?(?:와|과|하고|이랑|랑|,|및|and|&|·|/)(?: in)?")
_METROPOLITAN = re.compile(r"광역시|metropolitan|metro city")
# "구미 사는 사람인데": where the writer lives is not where the factory is.
_LIVES_THERE = re.compile(
    r"^(?:광역시|시|군|구|도)?(?:에|에서)?(?:사는|살아|살고|삽니|거주|출신|토박이|사람인)"
)
_LIVES_THERE_EN = re.compile(r"\b(?:i|we) (?:live|am from|grew up|was born)(?: \w+)? $")
_KIN_LIVE_THERE = re.compile(
    r"(?:'s| is) (?:only |just )?where (?:my|our|his|her|the) (?:\w+ ){1,3}(?:lives?|comes? from|(?:is|are) from)|(?:은|는|이|가) ?(?:제|저희|우리|내)? ?(?:집|고향|시댁|친정|처가|본가)(?=[이입인예에라고요 ,.]|$)"
)
# "원자재는 울산에서 받아오고": where goods are bought, or sold.
_TRADES_THERE = re.compile(
    r"^(?:광역시|시|군|구|도)?(?:에서(?:받아|사[오와서]|들여|가져|공급|조달|떼[어와]?|구해|실어|매입|구매)|(?:에|으?로)(?:납품|팔|판매|보내|출하|공급|실어))(?![가-힣]{0,6}(?:업체|회사|기업)(?:예|이|입|인))"
)
_TRADES_THERE_EN = re.compile(
    r"\b(?:(?:buy|bought|source|sourced|get|got|comes?|import)\b[^.,;?!]{0,32}\bfrom|(?:sell|sold|ship(?! (?:engines?|parts?|hulls?|blocks?|propellers?|equipment|components?|valves?|pumps?)\b)|shipped|deliver|supplie[sd]|supply)\b[^.,;?!]{0,32}\b(?:to|in)) $"
)
# "전라도 광주만 되는 건가": which place has it is asked.
_ONLY_THERE = re.compile(r"^(?:광역시|시|군|구|도)?만(?:되|돼|됩|된|해당|가능|받[나는을]|대상)")
_NOT_THERE = re.compile(
    r"^(?:광역시|특별시|시|군|구|도)?(?:에|공장)?(?:이|가|은|는|을)?(?:접었|접고|닫았|정리했|팔았|없(?:어|고|습|음|는데|심)|말고|아니고|아니라|아닌|아님|아닙|아니에요|대신)"
)
# What goes round of firms in general is no fact of the writer's: "납품하는 데만 뽑는다고 단톡방에 올라왔어요".
_RUMOUR = re.compile(
    r"(?<![^.?!,])[^.?!,]*(?:데만|곳만|업체만|회사만|기업만|사만|라야|아니면(?! ?(?:안 ?(?:하|할|한|해(?! ?[주줘준줄]))|의미|소용|관심|생각|필요|싫))|없으면|있어야|[이여]어?야)[^.?!,]{0,14}(?:[다라]는 ?(?:말|얘기|소문|소리|이야기|사람)|[다라]고(?! ?(?:보[고아]|봅|봐|생각|여기|판단|믿))|다던데|라던데|다며|라며|다더|라더|다는데|라는데|답니다|대요|래요)|"
    r"(?<!let's )(?<!lets )(?<!i'd )\b(?:heard|told|says?|said|rumou?r\w*|read|claims?|reckons|thinks?)\b[^.?!,]*\bonly\b[^.?!,]*"
)
# ... and whatever others are said to say: no first person in it, "중견은 안된다고 하던데".
_HEARSAY = re.compile(
    r"(?:[다라냐]고 ?(?:하던|하더|하는데|하네|합니|해[요서]|했는데|들었|들은|들어서|그러|그래|그럽|말하|말씀|소문|얘기|알고|써|쓰여|나와|나왔)|[다라]던데|[다라]더[라군니]|[다라]면서|(?:(?<!원한)(?<!바란)(?<!싶)(?<!겠)다|(?<![볼할갈올될을릴칠줄길킬])라)는데|답디다|랍디다|[한된인]대[요서]|이래요)|"
    r"\b(?:heard|told|says?|said|rumou?r\w*|reads?|claims?|claimed|reckons?|thinks?|swears?|insists?|word is)\b"
)
# "안 만드는 회사라는 건 오해고": what is called untrue is not told.
_UNTRUE = re.compile(
    r"(?<![^.?!,])[^.?!,]*[다라]는 ?(?:건|것은|거는|말은|소문은|얘기는|게) ?(?:오해|사실이? ?아니|사실무근|틀린|틀렸|거짓|헛소문|잘못|옛말|옛날)[가-힣]*"
)
# Whom one has it from, and what that firm is: "옆 공장 사장님한테 이 사업 얘기 들었어요".
_HEARD_FROM = re.compile(
    r"(?<![가-힣])(?:[가-힣a-z]{1,8}(?<![은는을를고서가이]) )?(?:[가-힣a-z]{1,8}(?<![은는을를고서가]) )?[가-힣a-z]{1,10}(?:한테서?|에게서?|께서?|에서|(?:이|가) ?(?=알려|추천|소개|권[하해]|얘기해|말해|말씀))"
    r" ?(?=(?:[가-힣]{1,6} ){0,3}?(?:들[었은어]|듣|소개받|소개 ?받|추천|전해|알려 ?[주줬]|알게|권유|권해|말씀|얘기해|말해))|"
    r"(?<=\bheard )(?:\w+ ){0,4}?from (?:an?|the|my|our|some) [^.?!,]*"
)
# "중견이 되면", "if we become mid-sized": the size that is supposed, not the one that is.
_BECOMES_KO = re.compile(
    r"(?:기업|회사|업체)?(?:이?라고|으로|로)(?:나[오와]|판정|판단|분류|찍히|잡히|뜨|인정|결론)[가-힣]{0,4}?면|(?:기업|회사|업체)?(?:이|가|으로|로)?(?:되면|된다면|되었을|됐을|바뀌면|넘어가면|올라가면|올라가게되면|커지면|크면|성장하면|(?:될|넘어갈|바뀔|올라갈|커질)(?:수도있|지도|것같|거같|듯|예정)|(?:에(?:게)?)?(?:(?:인수|합병|편입|흡수|매각)(?:되|당하|된|당한)|팔리|팔린|먹히)(?:면|게되면|다면|다고치면|경우))"
)
_BECOMES_EN = re.compile(
    r"\b(?:become|became|gr[eo]w into|grown into|turn into|were|(?:become )?part of|(?:bought|acquired|taken over|swallowed) (?:up )?by|merged? (?:with|into)) (?:an? |the |some )?$"
)
_HYPOTHETICAL = re.compile(
    # "계열분리되면 중견이 되는데": a size that follows from what may happen
    r"(?:되|하|가|지|오|나|크|늘|리|치|받|넘|서)면(?:우리|저희)?(?:는|도|가)?(?:다시|그냥)?(?:중소|중견|대기업)(?:기업)?(?:이|가|으로)?(?:되|돼|인데|이잖|이니|이라)|\b(?:we|i|they)(?:'ll| will| would)(?: then| no longer| not| soon)? (?:be|become|turn|count as)(?: an?)? (?:mid-?sized|large|small|sme)|"
    r"(?:낮추|올리|높이|바꾸|돌리|줄이|내리|갈아타)면|"
    r"만약|만일|가령|(?:만들|생산|제조|가공)[가-힣]{0,3}? ?(?:시작하|게 ?되|기로 ?하)면|(?:중소|중견|대기업)(?:기업)?(?:이?라고|으로|로)(?:나[오와]|판정|판단|분류|찍히|잡히|뜨|인정|결론)[가-힣]{0,4}?면|(?:중소|중견|대기업)[가-힣]{0,8}(?:(?:될|넘어갈|바뀔|올라갈|커질)(?:수도있|지도|것같|거같|듯|예정)|되면|된다면|되었을|됐을|바뀌면|커지면|성장하면|올라가면)|라면(?!서)|다면(?!서)|다고?치[면고]|다고하면|았으면어|(?:이었|였|했|었)(?:으면|더라면)(?:요|은|는|어떻|어땠|어찌|되|됐|가능|얼마|뭐|$)|"
    r"(?:옮기|옮겨버리|빼|이전하|이사하|이사가|내려가|올라가|들어가|넘어가|새로지으|세우|차리|인수되|합병되|(?:에|으로|한테)팔리|매각되|먹히)(?:게되)?면|(?:옮길|이전할|이사할|이사갈|내려갈|올라갈|들어갈|지을)(?:생각|계획|예정|까)|(?:갈까|할까|옮길까)(?:고민|생각|하는데|싶)|"
    # ... and not what is to be found out: "could you tell me if we qualify"
    r"(?<!\btell me )(?<!\btell us )(?<!\bknow )(?<!\bsee )(?<!\bcheck )(?<!\bask )(?<!\basking )(?<!\bwonder )(?<!\bwondering )(?<!\bsure )(?<!\bfind out )(?<!\bverify )(?<!\bconfirm )(?<!\bclear )\bif (?:we|our|i)\b|\bif the (?:plant|factory|company|firm|site|works|shop) (?:were|was|moved|stood|went)\b|\b(?:might|may|could) (?:soon |well |then )?(?:become|grow into|turn into|end up) |\b(?:he|she|we|i|they|boss|owner) (?:can|could|might|may) (?:also |just |still |always )?(?:move|relocate|shift|transfer)\b|suppos\w+|what if|let's say|imagine|assum(?:e|ing)|\bby moving|hypothetical|^say we\b|\bsay,? we were|\bhad (?:we|i|they|our \w+) (?:been|had|stayed|moved|built|gone|chosen)|\bwere we to|\bshould we (?:move|relocate|become|grow)|\b(?:thinking of|planning on|considering) (?:moving|relocating)",
    re.ASCII,
)


# Somebody else's company: "동생 회사는", "거래처가", "my brother's firm"; not "parts for our customer".
KIN_KO = (
    r"동생|시동생|형님|처남댁?|형수?|형부|누나|언니|오빠|자형|매형|매제|매부|제부|처제|처형|시누이?|동서|올케|사위|며느리|사돈|이모부?|고모부?|외?삼촌|숙부|큰아버지|작은아버지|외?할아버지|외?할머니|"
    r"시?아버지|시?아버님|시?어머니|시?어머님|장인(?:어른)?|장모|부친|조카|사촌|친척|아들|딸|남편|신랑|아내|와이프|집사람|친구|지인|선배|후배|동창"
)
_KIN_IN_KO = (
    r"(?:friend|buddy|brother|sister|cousin|uncle|aunt|neighbou?r|client|supplier|customer)"  # "friend네"
)
# Whose business is the writer's too.
_FAMILY_KO = r"시?아버지|시?아버님|시?어머니|시?어머님|장인|장모|부친|모친|남편|신랑|아내|와이프|집사람|할아버지|할머니"
_FAMILY_EN = "father|dad|mother|mum|mom|grandfather|wife|husband|parents"
# A second plant is the same owner's, and so is another that is said to be had: "포항에 다른 공장이 있어요".
_ONE_MORE_KO = r"(?:(?:두|세)\s?번째(?! ?공장)|(?<!우리 )(?<!저희 )(?<!우리)(?<!저희)(?:또\s?)?다른(?! ?공장(?:이|은|도) ?(?:하나 ?)?(?:더 ?)?(?:[가-힣]{2,5}에 ?)?있(?![대다])))"
_NOT_HAD_EN = "".join(
    f"(?<!{verb} {a})" for verb in ("have", "run", "own", "got", "operate") for a in ("", "a ")
)
# "친구네 용접 공장은", "friend네 도금업체가": the trade stands between whose the firm is and the word for a firm.
_THEIR_TRADE = r"(?!(?:우리|저희|울|제|내|이|그) )[가-힣a-z]{1,8}(?<![은는을를에가도])(?<!으로)(?<!에서)(?<!한테)(?<!라고)(?<!때문) "
_OF_THEIR_TRADE = (
    rf"(?<![가-힣a-z])(?:(?:우리|저희|울|제|내|my |our ) ?)?(?:(?:(?:큰|작은|막내)?(?:{KIN_KO})|거래처|고객사|(?:옆|이웃)집|{_KIN_IN_KO})(?:님|분)?(?:(?:네|의) ?(?:{_THEIR_TRADE}){{0,2}}| (?:{_THEIR_TRADE})?)"
    r"[가-힣]{0,6}?(?:회사|공장|업체|factory|plant|firm|company|shop)|(?:"
    + _KIN_IN_KO
    + r")네)(?:는|은|가|이|도|쪽은|요)(?![가-힣])"
)
OTHERS_COMPANY = re.compile(
    rf"{_OF_THEIR_TRADE}|(?<![가-힣])(?:(?:우리|저희|울|제|내)(?:가)? ?)?(?:(?:큰|작은|막내)?(?:{KIN_KO})|(?:(?<=우리 )|(?<=저희 )|(?<=울 ))(?:외주|하청|협력|납품|도급)(?:업체|사|처|회사)|거래처|고객사|납품처|원청|경쟁사|경쟁업체|(?:협력|하청|외주|도급|파트너)(?:사|업체|회사)(?=[는은가] [^?.]{{0,20}}(?:에 ?있|소재|(?:업체|회사|공장|기업)(?:예요|에요|이에요|입니다|인데|이고|고)))|(?:납품|거래|공급|판매)(?:하는|받는|해주는) ?(?=[데곳회업기쪽])|(?:옆|이웃|근처|건너편|앞) ?(?:집|공장|회사|업체)|이웃|아는|[b-e] ?사|"
    rf"{_ONE_MORE_KO}|모회사(?![가는] ?(?:대기업|그룹|재벌|[a-z]{{2}}|삼성|현대|롯데|한화|포스코|두산|효성))|자회사|관계사)(?:네|의|분|님)?\s?(?:회사|공장|업체|기업|사장님?|네|곳|데|집|쪽)?(?:는|은|가|이|도|쪽은|요)(?![가-힣])(?! ?(?:됐|되었|된|돼 ?버))|"
    r"(?<!\bto )(?<!\bfor )(?<!\bby )(?<!\bfrom )(?<!\bwith )(?<!\bof )"
    r"\b(?:(?:my|our|his|her|a|the) (?:(?:older|younger|elder|big|little|old|good|best) )?(?:brother|sister|friend|nephew|niece|father|dad|mother|mum|mom|grandfather|uncle|aunt|cousin|wife|husband|son|daughter|parents|neighbou?r)(?:-in-law)?(?:'s|s)?(?! (?:and|&) (?:i|me|us|we)\b)|"
    r"(?:my|our|a|the) (?:competitor|rival)(?:'s|s)?|the (?:vendor|supplier)|(?:my|our|one of (?:my|our)) (?:\w+ ){0,2}?(?:partner|customer|client|buyer|vendor|supplier|consultant|parent company|sister company|other company)(?:'s|s)?(?! (?:and|&) (?:i|me|us|we)\b| (?:base|list|orders?|audits?|requirements?)\b)|"
    rf"an? (?:customer|buyer|client|supplier|vendor|partner|competitor)s? of (?:ours|mine)|the (?:company|firm|people|ones?|factory) (?:that )?(?:we|i) (?:\w+ )?(?:deliver|supply|sell|ship|work|buy)(?: (?:to|for|from|with))?|(?:the|a) (?:company|firm|plant|factory|shop|place) (?:next door|across the (?:road|street)|down the (?:road|street))|(?<!our )(?<!my )(?:(?:another|different|second|next) (?:company|firm|client|one)|{_NOT_HAD_EN}(?:another|different|next) factory)|(?:client|company|firm|plant|customer) [b-e])\b"
)
_THEIR_FIRM = re.compile(
    rf"(?:{OTHERS_COMPANY.pattern})(?: (?:\w+ )?(?:company|firm|plant|factory|shop|business|outfit|workshop|mill)\b)?"
)
# ... of whom only the sentence tells that names them: the writer's trade comes next.
_PARTNER = re.compile(
    r"거래처|고객사|납품처|원청|경쟁사|경쟁업체|(?:납품|거래|공급|판매)(?:하는|받는|해주는)|(?:옆|이웃|근처|건너편|앞) ?(?:집|공장|회사|업체)|\b(?:customer|buyer|supplier|vendor|competitor|rival|next door|across the|deliver|supply|sell|ship)"
)
# Where a say turns to the writer without a pause: "형은 수원에서 저는 여수에서".
_TURNS_TO_US = re.compile(
    r"(?<![가-힣])(?:저는|전(?= )|제가|나는|내가|(?:저희|우리)(?: ?(?:회사|공장|쪽))?(?:는|은|가)|(?:제|내) ?(?:회사|공장|업체)(?:는|은|가))(?= )"
)
# What is told of both firms that a message names, and questions on which of them may take part.
_OF_BOTH = re.compile(
    r"둘 ?(?:다|모두)|두 ?(?:회사|공장|곳|군데|집|업체)(?: ?(?:다|모두))?|양쪽(?: ?다| ?모두)?|각각|각자|\b(?:both|each)(?: of (?:us|them|the \w+))?\b"
)
_PLURAL = re.compile(
    r"\b(?:(sme|firm|enterprise|business(?=e)|manufacturer|maker|plant|shop)e?s|companies)\b"
)
_WHICH_OF_THEM = re.compile(
    r"누가|누구|(?:어느|어떤) ?(?:쪽|회사|공장|곳|집|데)(?!의? ?(?:트랙|유형|단계|수준))|어디(?:로|가|를|에)? ?(?:넣|해야|신청|되[나는죠]|돼|가능|하는|하면)|\b(?:which|who)(?: (?:one|of (?:us|them|the two)|firm|company|plant|factory|site))? (?:of (?:us|them) )?(?:can|gets?|is|are|may|would|will|qualif\w+|should|could|passes)\b|either of (?:us|them)"
)
_ASKS_OF_EACH = re.compile(rf"{_OF_BOTH.pattern}|{_WHICH_OF_THEM.pattern}")
# "하나는 부산, 하나는 인천", "one is in Daegu, the other in Seoul": firms, or plants, told one after another.
_ONE_OF_THEM = re.compile(
    r"(?<![가-힣])(?:다른 ?|또 ?|나머지 ?|첫 ?|둘째 ?)?(?:하나|한 ?곳|한 ?군데|한 ?쪽|번째)(?:는|은|가)(?= )|(?<![가-힣])(?:다른|나머지) ?(?:곳|데|쪽)(?:는|은)(?= )|(?<![a-z가-힣])[abㄱㄴ가나12] ?(?:사|공장|회사|법인)(?:는|은|가)?(?= )|"
    r"\b(?:company|client|firm|plant|customer) [ab12](?= )|\b(?:the )?(?:one|other|first|second)(?: one| plant| company| firm)?(?= (?:is|in|makes?|does|an?|at|near|based|located)\b)"
)
# Firms named side by side, each with its place: "a bakery in Seoul and a gear maker in Gumi", "하남에 있는 저희 회사랑
# 거제에 있는 형님 회사".
_FIRM_KO = r"(?:[가-힣]{2,4}(?:광역시|시|군|구|도)? ?(?:에 ?있는|소재|의)? ?(?:[가-힣]{1,8} ){0,2}[가-힣]{0,6}(?:회사|공장|업체|기업|법인|거래처|고객사|집|네))"
_FIRM_EN = r"(?:an?|one|my \w+'s|our \w+'s) (?:[\w-]+ ){1,4}(?:in|near|from|at) [a-z]+"
_PAIR = re.compile(
    rf"(?<![가-힣])(?P<one>{_FIRM_KO})(?:이?랑|하고|와|과|,) ?(?P<other>{_FIRM_KO})(?=[은는이가도을를,. ]|$)|"
    rf"\b(?P<first>{_FIRM_EN}),? and (?P<second>{_FIRM_EN})\b"
)
_PAIRED_OFFICE = re.compile(
    r"본사|사무|본점|지점|영업|창고|매장|\b(?:offices?|headquarters|hq|warehouse|showroom|branch|supplier|customer|partner|university|cent(?:er|re))\b"
)
# Who writes for a client, and has no company of its own.
_AT_SERVICE = re.compile(
    r"(?:저는|제가|나는|저희는|우리는)[^.?!,]{0,16}?(?:세무|회계|노무|법무|컨설팅|컨설턴트|기장|대행|은행|공무원|학생|사무소|사무실)[가-힣]* ?(?:직원|사원|담당|사람|다니|근무|일하|입니다|이에요|예요|인데|이고)[가-힣]*|"
    r"\b(?:i|we)(?:'m| am| are|'re)? (?:an? |the )?(?:\w+ ){0,2}?(?:accountant|consultant|bookkeeper|advis[eo]r|tax agent|lawyer)s?\b|\b(?:i|we) (?:handle|look after|advise|keep the books (?:of|for)|work for) (?:\w+ ){0,2}clients?"
)
_ENDS_A_SAY = re.compile(
    r"(?<=[가-힣])(?:고요|구요|이고|이라|이며|체고|사고|는데|은데|던데|인데|더니|지만|니다|에요|예요|어요|아요)[ ,.]+|[.;!?\n]+ ?|,? (?:and|but|while) |, "
)


@dataclass(frozen=True)
class Parties:
    """A message by whose company it tells of: `own` is the text without what is said of other companies.

    `others` holds what is; `only_others` where the writer's own company is not named at all. `each`: both are asked
    about, so that the words on both are in either text.
    """

    own: str
    others: str
    only_others: bool
    each: bool = False


# Kin who live somewhere have no firm there: "Jeonju is where my parents live", "시댁이 전주라".
_ONLY_LIVE = re.compile(
    rf"(?:(?:우리|저희|제|내) ?)?(?:{KIN_KO})[가-힣]{{0,3}} ?(?:[가-힣]+에 ?)?(?:사시는|사는|살고|살아|사세요|계신|계시)|\b(?:my|our) (?:\w+ )?(?:\w+)(?:-in-law)? (?:lives?|comes? from|(?:is|are) from|resides?)\b"
)


# Kin who help have no firm for it either, and are no experts that the programme sends.
_KIN_EN = r"(?:brother|sister|friend|nephew|niece|father|dad|mother|mum|mom|uncle|aunt|cousin|wife|husband|son|daughter|grandson|granddaughter|parents|kids?|boy|girl)"
_HELPS_KO = r"(?:도와|돕|거들|봐 ?[주준줄줬]|챙겨 ?[주준줄줬]|합류|입사|출근|같이 ?일)[가-힣]{0,3}?"
_KIN_HELP = re.compile(
    rf"(?<![가-힣])(?:(?:우리|저희|제|내|울|큰|작은|막내) ?)*(?:{KIN_KO}|손자|손녀|조카|애)(?:놈|녀석|애|아이|님|네)?(?:이|가|도|은|는)? (?:[가-힣]{{1,5}} ){{0,4}}?{_HELPS_KO}"
    r"(?:다는데|다고(?: ?[해하했][가-힣]{0,3})?|기로 ?[했해하][가-힣]{0,3}|[는은]데|고(?: ?있[가-힣]{1,3})?|[었았줘]어?|[었았]습니다|[줍습]니다|거든|니까|는다)(?:요)?(?=[ ,.]|$)|"
    rf"(?<!can )(?<!could )(?<!may )(?<!should )(?<!would )(?<!will )(?<!if )(?<!does )(?<!do )(?<!did )(?<!is )(?<!let )\b(?:my|our) (?:(?:older|younger|elder|big|little|eldest|youngest) )?{_KIN_EN}(?:-in-law)? "
    r"(?:(?:just|also|recently|now|only|has|will|is|sometimes|usually) ){0,3}(?:join(?:ed|s)(?= (?:as|us|me|our|the (?:firm|company|office|team|family))\b|[,.])|help(?:s|ed|ing)?(?! (?:companies|firms|clients)\b)|works? (?:with|for) (?:us|me)|acts? as|"
    r"(?:does|do|handles?|keeps?|looks? after|runs?|manages?) (?:the |our |all )?(?:books|office|accounts|accounting|paperwork|sales|computers?|phones?|website|it\b))(?:(?! (?:and|but|so) )[^.,;?!])*"
)


_LENDS = re.compile(
    rf"(?<![가-힣])(?:(?:우리|저희|제|내|울|사장님?|큰|작은|막내) ?)*(?:{KIN_KO})(?:님|네|분|놈)?(?:이|가|의|께서|한테|쪽에)? ?(?:[가-힣]{{1,6}} ){{0,2}}?(?:땅|부지|창고|건물|자리|빈 ?공장|터)(?:이|가|을|를|도)?(?= ?(?:있|빌|내[주준어]|쓰|비어|놀))|"
    rf"\b(?:my|our|his|her|(?:the )?boss's) (?:\w+ )?{_KIN_EN}(?:-in-law)?(?:'s)? (?:has|have|owns?|got|lends?|offers?) (?:us )?(?:(?:a|an|some|the|empty|free|spare|big|good) )*(?:place|land|plot|lot|site|building|warehouse|space|room|hall|shed)\b"
)
# Nor has who only told of the programme: "며느리가 이런 거 있다고 알아보라 해서요", "my daughter told me to check".
_TO_ASK_EN = r"(?:check|ask|look|apply|enquire|inquire|find out|see|write|try|contact|sign up|go for|give it)"
_TOLD_OF_IT = re.compile(
    rf"(?:{OTHERS_COMPANY.pattern}) ?(?:"
    r"(?:(?:이런|그런|저런|이|그|저|한번|한 ?번|자꾸|계속|어제|오늘|지난주에?|인터넷에서|뉴스에서|유튜브에서|신문에서|빨리|꼭|좀|저한테|나한테|우리한테|저희한테|여기|사업|제도|것도?|거|게|걸|이걸|이거|있다고|있다며|있다면서|있대서) ?){0,6}"
    r"(?:(?:알아 ?보|물어 ?보|여쭤 ?보|문의하|신청하|지원하|해 ?보|넣어 ?보|찾아 ?보|하)(?:라|래|자)(?:고|는|던|며|서|면서|네|요|더|대| |시|하|했|해|그|셔|데|니|길|니까|[가-힣]){0,8}?|추천(?:해|하)[가-힣]{0,4}|소개(?:해|하)[가-힣]{0,4}|권(?:해|하)[가-힣]{0,4}|알려 ?(?:줘|주|줬)[가-힣]{0,4}|봤다[가-힣]{1,3}|보내 ?(?:줘|주|줬)[가-힣]{0,4})"
    r"(?: (?:해서|하셔서|시켜서|하길래|해가|했는데|하는데|하네|하더|그래서|왔|와|연락|문의|여쭤|여쭙|알아|알게|들어)[가-힣]*)*(?=[ ,.!?~]|$)|"
    rf"(?:(?:also|just|always|recently|already|has|have|keeps?|really) ){{0,2}}(?:(?:told|asked|wants?|wanted|urged|advised|pushed|made|telling|asking|urging|encouraged) (?:me|us) (?:to )?{_TO_ASK_EN}|(?:said|says|thinks?|suggest(?:ed|s)?|recommend(?:ed|s)?|insist(?:ed|s)?) (?:that )?(?:i|we) (?:should |could |might |must |ought to )?{_TO_ASK_EN}|"
    r"(?:recommended|suggested|mentioned|found|showed|sent|forwarded|saw|read about|heard (?:of|about)|told (?:me|us) (?:of|about)) (?:me |us )?(?:about )?(?:this|it|the (?:programme?|scheme|project|notice)))\b(?:(?! (?:and|but|so) )[^.,;!?])*)"
)


def without_helpers(text: str) -> str:
    """The text with blanks for kin who only help, or lend a place: "아들놈이 주말에 와서 도와준다는데", "my daughter joined as office manager".

    So for whoever only told of the programme, or to ask about it.
    """
    for idle in (_KIN_HELP, _LENDS, _TOLD_OF_IT):
        text = idle.sub(lambda one: " " * len(one.group()), text)
    return text


def parties(text: str) -> Parties:
    """Who is told of. `text` is lower-case with spaces; both texts keep its places (left-out words are blanks)."""
    text = without_helpers(_ONLY_LIVE.sub(lambda one: " " * len(one.group()), text))
    if not OTHERS_COMPANY.search(text):
        return Parties(text, "", False)
    own: list[str] = []
    others: list[str] = []
    theirs = both = named = partner = ended = False
    for says in _says(text):
        of_both = named and bool(_OF_BOTH.search(says))
        if OTHERS_COMPANY.search(says):
            theirs, both, named = True, False, True
            partner = bool(_PARTNER.search(says))
        elif _FIRST_PERSON.search(says):
            theirs = both = False
        elif theirs and ended and partner:
            theirs = False
        elif of_both:
            theirs, both = False, True  # and what follows, until one of them is named again
        # "저는 나주에서 각각 중소 제조업을 합니다": of both, but for the place
        shared = without_places(says) if both or of_both else " " * len(says)
        (others if theirs else own).append(without_both(says) if both or of_both else says)
        (own if theirs else others).append(shared)
        ended = bool(_SENTENCE_END.search(says))
    ours, rest = "".join(own), "".join(others)
    each = named and bool(_FIRST_PERSON.search(ours) and _ASKS_OF_EACH.search(text))
    only_others = not _FIRST_PERSON.search(ours) or (
        bool(_AT_SERVICE.search(ours)) and not _FIRST_PERSON.search(_AT_SERVICE.sub(" ", ours))
    )
    return Parties(ours, rest, only_others, each and not only_others)


# The firm of an elder that the writer has by now; and words that set the writer's own firm beside it.
_INHERITED = re.compile(
    r"물려 ?받|이어 ?받|넘겨 ?받|이어서 ?하|\b(?:inherited|took over|taken over|passed (?:it )?(?:on )?to (?:me|us)|handed (?:it )?(?:on |over )?to (?:me|us))\b"
)
_OWN_BESIDE = re.compile(
    r"(?<![가-힣])(?:우리|저희|저|나|제|내|울)(?: ?(?:회사|공장|업체|쪽|네))?도(?![가-힣])|(?<![가-힣])(?:우리|저희|제|내|울) ?(?:회사|공장|업체|쪽|가게)|\b(?:our|my|mine|ours) (?:own )?(?:company|firm|plant|factory|business|shop|own)\b|"
    r"\b(?:we|us|i|me|ours|mine) (?:too|as well|also)\b|\b(?:too|also|as well)\b"
)


def is_family(name: str) -> bool:
    """Whether it names somebody whose business is the writer's too."""
    return re.search(rf"{_FAMILY_KO}|\b(?:{_FAMILY_EN})", name) is not None


def tells_only_of_kin(whose: Parties) -> bool:
    """Whether all that is told is told of the firm of one's family, for whom the writer asks: "아버지가 창원에서
    베어링을 깎으십니다. 저희가 해당될까요". The writer's own firm is neither described nor set beside it.
    """
    named = OTHERS_COMPANY.search(whose.others)
    if named is None or not is_family(named.group()):
        return False
    if _OWN_BESIDE.search(whose.own) and not _INHERITED.search(whose.others):
        return False
    of_theirs, of_ours = (_facts_of(one) for one in (as_its_own(whose.others), whose.own))
    return bool(_OF_A_FIRM & set(of_theirs)) and not _OF_A_FIRM & set(of_ours)


_OF_A_FIRM = frozenset(["company_size", "manufacturer", "region"])


def _facts_of(text: str) -> Facts:
    return read_company(text, squash(text), find_regions(text), about_us=True).facts


def as_its_own(theirs: str) -> str:
    """What is said of somebody's firm as its owner would say it: "my brother's shop bends wires" → "we bends wires"."""
    return _THEIR_FIRM.sub(
        lambda found: "we".rjust(len(found.group())) if found.group().isascii() else found.group(), theirs
    )


def without_service(text: str) -> str:
    """The text without what its writer does for a living, who writes for a client."""
    return _AT_SERVICE.sub(lambda found: " " * len(found.group()), text)


def without_places(says: str) -> str:
    """What is said, with blanks for the places and for the words that set two firms beside one another."""
    for place in find_regions(says):
        says = says[: place.start] + " " * (place.end - place.start) + says[place.end :]
    return without_both(says)


def said_of_all(text: str) -> str:
    """The sentences on all of the firms that a chat knows, as they would be said of one: "both are SMEs"."""
    return " ".join(without_both(one) for one in _SENTENCES.split(text) if _OF_BOTH.search(one))


def without_both(says: str) -> str:
    """What is said of two firms as it would be said of one, as long as it was."""
    says = _PLURAL.sub(lambda found: (found[1] or "company").ljust(len(found.group())), says)
    return _OF_BOTH.sub(lambda found: " " * len(found.group()), says)


def asks_which(text: str) -> bool:
    """Whether it asks which of several firms, or plants: "which of them could join?"."""
    return bool(_WHICH_OF_THEM.search(text))


# "하나는 인천": nothing but where it is.
_ONLY_A_PLACE = re.compile(
    r"[가-힣]{1,3}(?: ?[가-힣]{1,2})?[은는이가] [가-힣]{2,5}(?:에|이고요?|고요?|에 ?있고요?)?[ ,]*"
)
_THERE_AND_ON = re.compile(
    r"[가-힣]{1,3}(?: ?[가-힣]{1,2})?[은는이가] [가-힣]{2,5}?(?:에 ?있는데|에 ?있고|에 ?있어요|에 ?있습니다|인데|이고|이에요|예요|입니다)(?:요)?[ ,.]"
)


def one_by_one(text: str) -> tuple[str, ...]:
    """What is told of each of several firms, or plants, that a message lists; nothing where it lists none.

    Each text keeps its places and has what is told of all of them: what stands outside the list.
    """
    starts = [one.start() for one in _ONE_OF_THEM.finditer(text)]
    end = len(text)
    if len(starts) < 2:
        pair = _PAIR.search(text)
        if pair is None or _PAIRED_OFFICE.search(pair.group()):
            return ()
        group = "one" if pair["one"] else "first"
        starts, end = [pair.start(group), pair.start("other" if pair["one"] else "second")], pair.end()
    ends = (one.start() for pattern in (_LIST_END, _OF_BOTH) for one in pattern.finditer(text, starts[-1]))
    end = min([end, *ends])
    if _ONLY_A_PLACE.fullmatch(text[starts[0] : starts[1]]) and (
        last := _THERE_AND_ON.match(text, starts[-1])
    ):
        end = min(end, last.end())  # "하나는 인천 하나는 익산인데 중소 제조업이고요": of both, from there on
    parts = [(start, stop) for start, stop in pairwise([*starts, end])]
    places = [find_regions(text[start:stop]) for start, stop in parts]
    around = text[: starts[0]] + " " * (end - starts[0]) + text[end:]
    if not all(places) or find_regions(around):
        return ()  # no places to tell them apart, or one of them is come back to
    shared = without_places(around)
    return tuple(shared[:start] + text[start:stop] + shared[stop:] for start, stop in parts)


def _says(text: str) -> list[str]:
    ends = {0, *(one.end() for one in _ENDS_A_SAY.finditer(text)), len(text)}
    ends |= {one.start() for turn in (_TURNS_TO_US, OTHERS_COMPANY) for one in turn.finditer(text)}
    return [text[start:end] for start, end in pairwise(sorted(ends))]


# What a firm is, said of it without its name: "중소기업 맞고요", "위치는 구미고요", "도금하는 집이고요", "factory in Gumi".
_SAID_BY_ITSELF = re.compile(
    r"(?:고|고요|구요|니다|[에예어아해]요|이요|이거든요?|거든요|거임|거|[임음함됨]|[은인]데요?)[ ,.!~]*$|"
    r"^(?:(?:yes|ok|okay|so|and|also|well)[, ]+)*(?:it's |it is |we have )?(?:an? |the )?(?:sme|mid-?sized?(?: company| firm)?|(?:small|medium) (?:company|firm|business)|(?:factory|plant|works|site|shop)(?: is)? (?:in|at|near) [a-z]+)(?: confirmed| for sure| certified| here)?[ ,.!]*$|"
    r"^(?:we're|we are|our \w+(?: is|'s)) (?:based |located )?(?:in|at|near) [a-z]+[ ,.!]*$",
)
# A size that something else has, or a level of which something else is told: "대기업이 내는 거고요", "기초는 6천이고요".
_IS_OF_SIZE = re.compile(
    r"(?:기업|업체|회사|중소|중견|집|공장|확인서)(?:은|는|이|가)? ?(?:는 ?)?(?:고|이?고요?|이?구요|맞|확실|있|임|입니|인데|이?에요|예요|요|이?거든)|[a-z]"
)
_WISHES_IT = re.compile(
    r"하자|[할갈] ?(?:거|게|래|생각|예정|계획)|려고|싶|원[해하]|생각|목표|희망|만 |면 ?[되돼]|[a-z]"
)
_MAY_ASK = re.compile(
    r"\?|[나까냐]요?[ .!~]*$|[죠쵸지][ .!~]*$|[는은인을]지|얼마|언제|어디|몇|무슨|어떤|어느|뭐|뭘|뭔|누[가구]|어떻게|왜|가능|자격|대상|해당|참여|뽑|선정|모집|사업|공고|"
    r"(?<!면)(?<!면 )[되돼됩됨된될]|아[니닙닌님]|궁금|알려|문의|혹시|뉴스|신문|기사|라고|다고|대요|래요|던데|만약|[으라다]면 |정부|나라|\b(?:who|what|which|only|if|they|he|she)\b"
)
_ENDS_IN_A_NOUN = re.compile(r"(?:(?<![책모위선])임|맞음|있음|없음|맞고) ")


def told_by_itself(text: str) -> str:
    """The text with blanks for all but what a company is in so many words, beside which nothing is asked."""
    if _TAKES_BACK.search(text):
        return ""  # "Our plant is in Gumi, sorry, no, Yeongcheon": what follows counts
    told: list[str] = []
    for part in _says(text):
        ends = {0, *(one.end() for one in _ENDS_IN_A_NOUN.finditer(part)), len(part)}
        for start, end in pairwise(sorted(ends)):
            says = part[start:end]
            tells = _SAID_BY_ITSELF.search(says) and not (_MAY_ASK.search(says) or _HEARSAY.search(says))
            told.append(says if tells else " " * len(says))
    return "".join(told)


def facts_by_themselves(text: str, places: tuple[Place, ...]) -> tuple[Facts, tuple[Place, ...]]:
    """What is told so of the company, whatever else is asked; and which of the places are its own."""
    left = told_by_itself(text)
    if not left.strip():
        return {}, ()
    there = tuple(one for one in places if left[one.start : one.end].strip())
    told = read_company(left, squash(left), there, about_us=True)
    if told.hypothetical:
        return {}, ()
    where = read_company(left, squash(left), there)  # a place that is said to be the company's
    idle = {
        "region",
        *(() if _IS_OF_SIZE.search(left) else ("company_size",)),
        *(() if _WISHES_IT.search(left) else ("target_level",)),
    }
    kept = {key: one for key, one in told.facts.items() if key not in idle}
    return kept | {key: one for key, one in where.facts.items() if key == "region"}, where.ours


def supposes(text: str) -> bool:
    """Whether something is supposed. `text` is lower-case with spaces."""
    return bool(_HYPOTHETICAL.search(text) or _HYPOTHETICAL.search(squash(text)))


@dataclass(frozen=True)
class Told:
    """Facts that a message tells. `hypothetical` ones hold for its answer only. `ours` are the company's places.

    `asks_kind`: it asks of what size, or trade, the company is. `words` are those that tell it. `stated`: the facts
    that are told by themselves, whatever else is asked.
    """

    facts: Facts
    hypothetical: bool
    ours: tuple[Place, ...]
    first_person: bool
    asks_kind: bool = False
    words: str = ""
    stated: frozenset[str] = frozenset()


# The writer takes something back, or tells how it is by now: what follows is what counts.
_TAKES_BACK = re.compile(
    r"(?<![가-힣])(?:아니다|아니야|아니|아뇨)[ ,.]+(?=\S)|(?<=[가-힣 ])(?:잘못|다시|정정) ?(?:말|말씀|썼|적었|할게|합니다|드)[가-힣]*[ ,.]*|착각[가-힣]*[ ,.]*|(?:마음|생각)이? ?(?:바뀌|바뀐|바꿨|달라)[가-힣]*[ ,.]*|[라다]고 ?(?:했는데|했지만|했었는데|말씀드렸는데|말했는데)|"
    r"\b(?:sorry|oops|my mistake|my bad)[,.;:-]+ (?:no,? |it'?s |that'?s |i meant? )?(?=\w)|"
    r"알고 ?보니|(?<![가-힣])(?:지금은|이제는?|현재는|인제는?) |"
    r"\b(?:i|we) (?:wrote|typed|said|put|told you|mentioned|entered)\b[^.?!]{1,40}?(?:\bbut\b|[,;.])|"
    r"\b(?:no,? wait|wait,? no|scratch that|correction|i meant?|rather|actually|make that|i take that back|changed (?:my|our) minds?|now)\b"
)


def read_company(
    text: str,
    squashed: str,
    places: tuple[Place, ...],
    *,
    asked: str | None = None,
    about_us: bool = False,
    of_firms: bool = False,
) -> Told:
    """Facts about the writer's company. `text` is lower-case with spaces, `squashed` without.

    `places` are those of `text`; `asked` is the fact that the bot asked last: then a bare word answers it.
    `about_us` holds while the chat is about the company's eligibility: then bare words tell facts too. `of_firms`: the
    chat is about firms that have names, so that "창원 업체가" is no firm in general.
    """
    own = about_us or bool(
        _SELF_KO.search(squashed) or _SELF_EN.search(text) or _STATES_THEN_ASKS.search(text)
    )
    if not own and _HONOURED.search(squashed):
        own = bool(_SELF_KO.search(_HONOURED.sub("는", squashed)))  # "이모가 제주에서 주스 공장 하시는데"
    if not own and (places or _BARE_SIZE.search(text)):
        # "포항 중소 철강가공업체, ...": place, size and trade together describe one company.
        own = _size(text, squashed, own=True) is not None and (
            _manufacturer(text, squashed, own=True) is not None
            or _BARE_SIZE.search(text) is not None
            or _BARE_SIZE.search(without_places(text).strip()) is not None  # "Gwangyang SME, ..."
        )
    curt = bool(
        places
        and places[0].start == 0
        and _CURT.match(text, places[0].end)
        and _ASKS_IF_ABLE.search(squashed)
    )
    own = own or curt
    if not (of_firms or curt) and _in_general(text, squashed):
        return Told({}, False, (), False)
    if _WHAT_IF.search(text):
        # "what if we made them ourselves": as long as it was, so that the places stay where they are
        text = _MADE_IF.sub(lambda made: made.group().replace("made", "make").replace("ed", "e "), text)
        squashed = squash(text)
    told_all = text
    told_of_us = _without_asked_kind(_without_hearsay(text))
    if told_of_us != text:
        text, squashed = told_of_us, squash(told_of_us)
        places = tuple(one for one in places if text[one.start : one.end].strip())
    facts, ours = _facts(text, squashed, places, asked=asked, about_us=about_us, own=own)
    turn = next(reversed([*_IS_OURS.finditer(text)]), None)
    if turn is not None and any(len(facts[one].possible) > 1 for one in _ONE_ONLY & set(facts)):
        # "뉴스에 나온 회사는 대구 중견기업이던데 저희는 논산 중소기업": of several, what is said of us
        tail = " " * turn.start() + text[turn.start() :]
        left = tuple(one for one in places if one.start >= turn.start())
        last, last_ours = _facts(tail, squash(tail), left, asked=asked, about_us=about_us, own=own)
        ours = last_ours or ours
        facts |= {one: last[one] for one in _ONE_ONLY & set(last)}
    for back in list(_TAKES_BACK.finditer(text))[-1:]:
        if _HYPOTHETICAL.search(text[: back.start()]) and not _HYPOTHETICAL.search(text[back.end() :]):
            break  # "대기업에 인수되면 되나요? 지금은 중소기업이에요": what is supposed is asked about
        tail = " " * back.end() + text[back.end() :]  # blanks: the places stay where they are
        left = tuple(one for one in places if one.start >= back.end())
        last, last_ours = _facts(tail, squash(tail), left, asked=asked, about_us=about_us, own=own)
        later = last_ours or tuple(one for one in ours if one in left)
        facts, ours = facts | last | _region(later), later or ours
    hypothetical = bool(_HYPOTHETICAL.search(text) or _HYPOTHETICAL.search(squashed)) and bool(facts)
    asks_kind = bool(_ASKED_KIND.search(told_all) or _ASKED_KIND_EN.search(told_all))
    return Told(facts, hypothetical, ours, bool(_FIRST_PERSON.search(told_all)), asks_kind)


# "창원 밸브 중소기업 기초로 되나요?": a place, what it makes and its size, with no particle between them, are one firm's.
_ASKS_IF_ABLE = re.compile(r"되[나는냐죠려]|됨|될|돼|가능|해당|자격|대상|할수|받을수")
_CURT = re.compile(
    r"(?: [가-힣a-z0-9]+(?<![은는도들만이의와과랑]))?(?: [가-힣a-z0-9]+(?<![은는도들만이의와과랑]))? (?:중소기업|중견기업|소기업|중소|중견)(?: ?(?:제조 ?)?(?:업체|회사|기업|제조업|공장))?(?= ?[,./]| (?!(?:도|은|는|만|이면|들)(?= ))[가-힣a-z])"
)
_WHAT_IF = re.compile(r"\b(?:what if|if|suppose|supposing|imagine) (?:we|i|our)\b")
_MADE_IF = re.compile(r"\b(?:made|produced|manufactured)\b(?! (?:in|by|of|from|at)\b)")
# Facts of which a company has one.
_ONE_ONLY = frozenset(["company_size", "region"])
_IS_OURS = re.compile(
    r"(?<![가-힣])(?:저희|우리|저|제 ?(?:회사|공장)|우리 ?(?:회사|공장)|저희 ?(?:회사|공장))(?:는|은|야) |\b(?:we|i)(?:'re| are| am) (?!not\b)|\bwe ourselves\b|\bours is\b|\bour (?:plant|firm|company|factory) (?:is|in)\b"
)


def _without_hearsay(text: str) -> str:
    """The text with what others say, or what is called untrue, as blanks: the places stay where they are."""
    for unsaid in (_RUMOUR, _UNTRUE, _HEARD_FROM):
        text = unsaid.sub(lambda found: " " * len(found.group()), text)
    if not _HEARSAY.search(text):
        return text
    says = _says(text)
    ours = [one for one in says if not _is_hearsay(one)]
    if not any(_FIRST_PERSON.search(one) for one in ours):
        return text  # "중견이라고 하던데 되나요": perhaps of the writer
    return "".join(" " * len(one) if _is_hearsay(one) else one for one in says)


def _without_asked_kind(text: str) -> str:
    """The text with blanks for what the writer asks whether the company is, unless it surely is one of two."""
    if _EITHER_SIZE.search(squash(text)):
        return text
    for asked in (_ASKED_KIND, _ASKED_KIND_EN):
        text = asked.sub(lambda found: " " * len(found.group()), text)
    return text


def _is_hearsay(says: str) -> bool:
    said = _HEARSAY.search(says)
    # "I was told we count as mid-sized" tells of us; "I" is who was told
    of_us = said and _FIRST_PERSON.search(says[said.end() :] if says[said.start()].isascii() else says)
    return bool(said) and not of_us


def _in_general(text: str, squashed: str) -> bool:
    """Whether a single sentence asks about firms of a kind, or speaks of a supplier; a second one may tell of us."""
    if _FIRST_PERSON.search(text) or re.search(r"[.?!]\s+\S", text) or OTHERS_COMPANY.search(text):
        return False
    return bool(_ANY_FIRM_KO.search(text) or _MUST.search(squashed))


def _facts(
    text: str, squashed: str, places: tuple[Place, ...], *, asked: str | None, about_us: bool, own: bool
) -> tuple[dict[str, Known], tuple[Place, ...]]:
    """The facts, and which of the places are the company's."""
    facts: dict[str, Known] = {}
    size = _size(text, squashed, own=own or asked == "company_size")
    if size is not None:
        facts["company_size"] = size
    sector = _manufacturer(text, squashed, own=own or asked == "manufacturer" or size is not None)
    if (
        sector is None
        and size is not None
        and (_OUR_PLANT.search(text) or _lists_a_plant(text) or goods_named(text))
    ):
        sector = None if _denies(text, squashed) else known(True)
    if sector is not None:
        facts["manufacturer"] = sector
    prior, rest_text, rest_squashed = _prior_support(text, squashed, own)
    if prior is None and asked == "prior_support" and _NEVER.match(squashed):
        prior = known("none")
    if prior is None and own and (size or sector) and _BARE_NEVER.search(text):
        prior = known("none")
    if prior is not None:
        facts["prior_support"] = prior
    target = _open_level(rest_text, rest_squashed, own=own or about_us, answering=asked == "target_level")
    rest_text, rest_squashed = (_INTERMEDIATE_1.sub("#", one) for one in (rest_text, rest_squashed))
    target = target or _target(rest_text, rest_squashed, own, answering=asked == "target_level")
    if target is None and about_us and asked != "prior_support":
        target = _bare_level(rest_text, rest_squashed, answering=asked == "target_level")
    if target is None and asked == "target_level":
        target = _goal_named(rest_text, rest_squashed)
    if target is None and own and (size is not None or sector is not None):
        target = _declared_level(rest_text) or _enough(rest_text)
    if target is not None:
        facts["target_level"] = target
    dealings = _dealings(text, squashed)
    if dealings is not None and own:
        facts["samsung_dealings"] = dealings
    described = bool({"company_size", "manufacturer", "target_level", "prior_support"} & set(facts))
    if asked == "region" and not places and _METROPOLITAN.search(squashed + text):
        facts["region"] = known("seoul", "busan", "daegu", "incheon", "gwangju", "daejeon", "ulsan", "sejong")
    ours = _own_places(
        text,
        places,
        described=described and (own or "prior_support" in facts),
        answering=asked == "region" or about_us,
        offices=asked == "region" or not about_us,
    )
    return facts | _region(ours), ours


def _region(ours: tuple[Place, ...]) -> dict[str, Known]:
    # "경주 …, 경북이라": the wider name of a place that is told more exactly adds nothing.
    exact = [one for one in ours if not any(other.choices < one.choices for other in ours)]
    choices = frozenset[Value]().union(*(one.choices for one in exact))
    return {"region": Known(choices)} if choices else {}


# "중소인지 중견인지는 회계팀이 따져 보고 있고요": it is one of the two.
_EITHER_SIZE = re.compile(
    r"(?<!대기업인지)(?<!대기업아니면)(?:중소(?:기업)?(?:인지|일지|아니면|이거나|이든지?)중견|중견(?:기업)?(?:인지|일지|아니면|이거나|이든지?)중소)(?!.{0,6}(?:대기업|둘다아니)|.{0,8}(?:어떻게|어디서|알수|알려|궁금|물어|구분|차이|여부))"
)


def _size(text: str, squashed: str, *, own: bool) -> Known | None:
    if not own:
        return None
    if _CERTIFIED.search(squashed) or _CERTIFIED.search(text):
        return known("sme")
    if _EITHER_SIZE.search(squashed):
        return known("sme", "mid_sized")
    possible: set[str] = set()
    supposed: set[str] = set()
    excluded: set[str] = set()
    past: set[str] = set()
    by_then: set[str] = set()  # in English, which the text without spaces cannot tell
    # "중소기업. 스마트공장 지원은 처음": no set phrase goes beyond its sentence
    squashed_text = "".join(_MASKED.sub("#", squash(one)) for one in _SENTENCES.split(text))
    for source in (squashed_text, _MASKED.sub("#", text)):
        for value, pattern in _SIZES:
            for match in re.finditer(pattern, source, re.ASCII):
                after = source[match.end() : match.end() + 32]
                if source is not squashed_text and not match.group().isascii():
                    continue  # Korean is read without spaces, where set phrases are masked
                if value == "large" and (
                    re.match(_PARTNER_KO, after) or _SELLS_TO.search(source[: match.start()])
                ):
                    continue
                if (
                    re.match(rf"(?:[a-z]{{2,12}}){{0,2}}(?:{_NOT_KO})", squash(after))
                    or re.search(
                        r"(?:n't|\b(?:not|no|no longer|neither|nor|above|beyond|than|outgrew|outgrown|(?:ceased|used|stopped|quit) (?:to be|being)|left))(?: an?| the)?(?: \w+)? ?$",
                        source[max(0, match.start() - 24) : match.start()],
                    )
                    or (value == "large" and _NOT_PART_OF.search(source[: match.start()]))
                    or (_WOULD_IT_BE.match(squash(after)) and _OF_COURSE.search(squashed))
                ):
                    excluded.add(value)
                elif _DREAMS_OF.match(squash(after)):
                    continue
                elif _WAS_KO.match(squash(after)):
                    past.add(value)
                elif _WAS_EN.search(source[: match.start()]) and _UNTIL_EN.match(after):
                    by_then.add(value)
                elif _BECOMES_KO.match(after) or _BECOMES_EN.search(source[: match.start()]):
                    supposed.add(value)
                elif not _is_plural(match.group(), after) and (
                    not re.match(_GENERIC_AFTER, after)
                    or (after.startswith("도") and _WITH_TRADE.search(source[: match.start()]))
                ):
                    possible.add(value)
    if supposed:
        return known(*supposed)
    # "중견" within "중소·중견", "계열사" of a large group: the larger claim wins over a word inside it.
    if "large" in possible and re.search(
        r"계열사|subsidiar|재벌|chaebol|대기업집단|\b(?:owned|acquired|bought(?: out)?|taken over) by",
        squashed + text,
    ):
        possible = {"large"}
    if possible - by_then:
        possible -= by_then
    possible = (possible or past) - excluded
    if len(possible) > 1 and text != (ours := _in_first_person(text)):
        # "중견은 막힌다지만 저희는 중소예요": of several sizes, the one that is said to be ours
        told = _size(ours, squash(ours), own=True)
        return told if told is not None and told.possible < possible else known(*possible)
    if possible:
        return known(*possible)
    if excluded:
        return known(*({"sme", "mid_sized", "large"} - excluded))
    return None


def _in_first_person(text: str) -> str:
    """What is said with "we" in it, and what follows that; the whole text where nothing is."""
    says = _says(text)
    first = next((at for at, one in enumerate(says) if _FIRST_PERSON.search(one)), 0)
    return "".join(says[first:])


def _is_plural(word: str, after: str) -> bool:
    return word.isascii() and (
        after.startswith(("s ", "s?", "s,", "ies", "es ")) or word.lower().endswith("smes")
    )


# Work on what others have or where they are: it sounds like a craft, and may be none. What it is stays to be asked.
_IN_OTHERS_HOUSES = re.compile(
    r"(?:집|주택|벽|타일|손톱|발톱|머리|배관|하수구|변기|마루|잔디|장판|도배|유리창)(?:을|를|만)? ?(?:칠하|붙이|다듬|뚫|깎|깔|바르|고치|볶)[가-힣]{0,2} ?(?:중소|소)?(?:기업|업체|회사|집)|"
    r"(?:건물|외벽|벽면|바닥|마루|계단|옥상|현장|도로|콘크리트|나무|컨테이너|차량|자동차|승용차|전기차|휴대폰|컴퓨터|가구|배송|비계|간판|이삿짐|지하수|사진|파일|데이터|복사) ?(?:을|를|에서)? ?(?:(?:유리막|내부|실내|외부|하부|광택|복사) ?)?(?:제본|조립|코팅|도장|도색|포장|충전|추출|합성|연마|샌딩|절단|천공|용접|보링|양생|압축|인쇄)(?:을|를|일|도)? ?(?:전문|하[는고거며]|해|합|함)|"
    r"식당(?:이에요|입니다|인데|이고|을 ?(?:하|운영))|"
    r"\b(?:customer|client)s?'?s? (?:sites?|premises)\b|\b(?:fabric|gift|clothes|clothing|grocery|pet|toy|book|flower|phone|bike|hardware|shoe) (?:shop|store)\b|"
    r"\bfor (?:our |the )?(?:guests|diners|visitors|patients|students|brides)\b|\bprint(?:ing)? shop\b[^.?!]{0,24}\b(?:cop(?:y|ies)|cards|photos?|t-?shirts?)\b|"
    r"\b(?:in|at|for) (?:[a-z'-]+ ){0,2}?(?:homes|houses|bathrooms|kitchens|gardens|office buildings|building sites|construction sites|weddings|parties|office workers|residents|households)\b|"
    r"\b(?:cutting grass|smoking out|stringing \w+ rackets?|ironing clothes)\b"
)


def _manufacturer(text: str, squashed: str, *, own: bool) -> Known | None:
    if not own:
        return None
    on_site = _DONE_ON_SITE.search(text) is not None
    for idle in (_COST_OF_A_SERVICE, _AN_OFFICE, _SERVICE_PLANT, _DONE_ON_SITE):
        text, squashed = idle.sub("#", text), idle.sub("#", squashed)
    text, squashed = (_HONOURED.sub("는", one) for one in (text, squashed))
    after_all = [one.end() for one in _MAKING_AFTER_ALL.finditer(squashed)]
    text, squashed = _NOT_ONLY_SELLING.sub("#", text), _NOT_ONLY_SELLING.sub("#", squashed)
    text = _TURNED_FROM.sub("#", _ONCE.sub("#", text))
    squashed = _TURNED_FROM.sub("#", _ONCE_KO.sub("#", squashed))
    if _is_told(_OUTSOURCED, text, squashed) and not (_IN_PART.search(squashed) or _IN_PART.search(text)):
        return known(False)
    text = _NO_FACTORY.sub("#", text)
    soft = _MAKES_SOFT.search(text) or _MAKES_SOFT.search(squashed)
    text, squashed = without_no_goods(_MAKES_SOFT.sub("#", text), _MAKES_SOFT.sub("#", squashed))
    denied = _NOT_MAKING.search(squashed) or _SELLS_ON.search(squashed)
    if _MAKING_AFTER_ALL_EN.search(text) or (after_all and (not denied or after_all[-1] > denied.end())):
        return known(True)
    if denied or _NOT_MAKING.search(text) or _is_told(_SELLS_ON_EN, text, squashed):
        return None if _says_it_makes(text, squashed) else known(False)
    no_maker = _is_told(_NOT_MAKERS, text, squashed, _THERE, noun=True)
    if _makes(text, squashed):
        makes_too = _says_it_makes(text, squashed) or _RUNS_A_PLANT.search(text)
        unsure = (no_maker and not makes_too) or _IN_OTHERS_HOUSES.search(text)
        return None if unsure else known(True)
    serves = soft or no_maker or _is_told(_SERVES, text, squashed, _THERE)
    if serves or on_site or served_by_form(text):
        return known(False)
    return known(True) if made_by_form(text) else None


# "베어링을 깎으십니다": said of one's elders.
_HONOURED = re.compile(
    r"(?<=[가-힣])(?<![이계되있])으?(?:십니다|세요|셔요|시고|시는(?:데)?|시거든요?|시며|신다)(?=[ .,!?가-힣]|$)"
)
# Who says of itself, now and in so many words, that it makes something.
_SAYS_IT_MAKES = re.compile(
    r"(?:직접|손수|자체(?:적으로)?|저희가|우리가|제가|(?:자체|우리|저희)?(?:공장|라인)에서)[가-힣]{0,8}?(?:만들(?:기도|고(?:도)?있|어(?:요|서|팔)|거든)|만듭니다|(?:제조|생산|가공|조립|제작)(?:합니다|해요|해서|하고(?:도)?있|하거든|도(?:해요|합니다|하고)))"
)


def _denies(text: str, squashed: str) -> bool:
    return any(one.search(squashed) or one.search(text) for one in (_NOT_MAKING, _SELLS_ON, _OUTSOURCED))


def _says_it_makes(text: str, squashed: str) -> bool:
    """Whether a denial of making stands beside an own "we make": then neither counts, and it is asked back."""
    return bool(_SAYS_IT_MAKES.search(squashed) or _MAKES_ITSELF.search(_DENIED_MAKING.sub(" ", text)))


def _lists_a_plant(text: str) -> bool:
    """Whether a plant with its place, and goods that it may make, stand in a list of what the firm is."""
    if trades_in(text) or _LOOKED_AFTER.search(text):
        return False
    plant = any(
        find_regions(f"in {one['at']}" if one["at"] else one["here"] or one["there"], asked=True)
        for one in _LISTED_PLANT.finditer(text)
    )
    return plant and (
        goods_named(text, plant=True) or any(is_goods(one.strip()) for one in _LIST_PAUSE.split(text))
    )


_DENIED_MAKING = re.compile(r"(?:n't|not|never|no longer|nothing|without)\b[^.?!,;]*")


def _makes(text: str, squashed: str) -> bool:
    for factory in (_PRODUCT_FACTORY, _PRODUCT_FACTORY_EN):
        if any(_is_its_own(text, one) for one in factory.finditer(text)):
            return True
    crafts = _CRAFTS.finditer(text) if _HANGUL.search(text) else ()  # slow, and all of its verbs are Korean
    if any(not _NOT_OF_A_CRAFT.search(one.group("object")) for one in crafts):
        return True
    if any(
        not (_ONLY_GOT.search(one["done"]) or _NOT_OF_A_CRAFT.search(one["object"].rstrip("을를도만")))
        for one in _DONE_AND_DELIVERED.finditer(text)
    ):
        return True
    if any(find_regions(one["at"], asked=True) for one in _MADE_IN.finditer(text)):
        return True  # "pumps for fish farms, made in Wando"
    if _WE_MAKE_EN.search(text) or _HAS_A_FACTORY_EN.search(text) or _MAKER_EN.search(text):
        return True
    if _is_told(_MAKERS, text, squashed, _IS_SERVED):
        return True
    return any(_is_told(trade, text, squashed) for trade in (_MAKES_ITSELF, _WORK, _IS_A_FACTORY))


def _is_its_own(text: str, factory: re.Match[str]) -> bool:
    """Whether a factory is named by what it makes, and nothing is done for it: 만두 공장, but not 부산 공장, 세탁 공장 or
    식품공장 청소."""
    return not (
        find_regions(factory["product"], asked=True)
        or _LOOKED_AFTER.search(factory["product"])
        or _FOR_A_FACTORY.match(text, factory.end())
        or _DOES_IT_TO.search(text[: factory.start()])
    )


def _is_told(
    trade: re.Pattern[str],
    text: str,
    squashed: str,
    unless: re.Pattern[str] | None = None,
    *,
    noun: bool = False,
) -> bool:
    """Whether a trade is told of the writer: not denied, nor asked about in general ("식품공장도 되나요"), nor followed
    by what `unless` finds. `noun`: nor is it a noun that stands before another, or names the customers."""
    return any(
        not (unless and unless.match(source, match.end()))
        and not (noun and _is_attribute(source, match))
        and not _GENERIC_TRADE.match(source, match.end())
        and not _DENIED.search(source[: match.start()])
        and not _OF_THEM.search(source[: match.start()])
        for source in (squashed, text)
        for match in trade.finditer(source)
    )


def _is_attribute(source: str, trade: re.Match[str]) -> bool:
    """Whether a trade is not the writer's, but says what goods are for, or who buys them."""
    if not _TRADE_NOUN.match(trade.group()):
        return False
    if trade.group().isascii() and _OF_CUSTOMERS.search(source[: trade.start()]):
        return True
    return not _STANDS_AS_TRADE.match(source, trade.end())


# "지원 받은 건 시아버지 회사였고": somebody else's.
_GOT_BY_OTHERS = re.compile(
    rf"[가-힣]{{0,20}}?(?:받|하|탄|타|깐|깔)[은았았던한]*(?:건|거는|것은|데는|회사는)(?:우리|저희)?(?:{KIN_KO}|거래처|다른|옆|딴|전사장|전주인|모회사|자회사)(?:네|의|님)?[가-힣]{{0,6}}?(?:였고|이었고|였는데|이었는데|이고|인데|였어요|이에요|예요|입니다|였습니다|거든요|라서)"
)
# "예전에 받았는지 모르겠어요", "don't know whether we had support before": that is left open, and tells neither.
_OPEN_KO = re.compile(
    r"(?:[았었했됐]|적(?:이|도)? ?있)을 ?(?:수도 ?있|지도)[^.!?]*|"
    r"(?:받|구축했|도입했|참여했|선정됐|처음|최초)(?:은|았|았던|아 ?본|았었|이|던|적|있|없|도|은적| )*(?:는지|[인던]지|을지|(?:은|았던|는) ?건지|[았있없]나)[^.!?]{0,20}?"
    r"(?:모르|몰라|몰겠|몰겄|모릅|가물|기억|불분명|불확실|확실|확인|알아 ?[봐보]|물어|찾아 ?[봐보]|헷갈|애매|있어|있고|있습|있음)[^.!?]*"
)
# "옆 공장이 기초 지원 받았대요": nobody tells what it got itself by hearsay.
_GOT_HEARD = re.compile(
    r"(?<![^.?!,])[^.?!,]{0,40}?(?:받|했|됐|되었|탔|땄|뽑혔|붙었|선정됐)(?:았|으셨|으신|았었|었)?(?:대(?=[요서 .,!?~ㅠㅎㅋ]|$)|답니다|다던데|다는데|다든데|다더|다네|다며|다면서|다고 ?(?:하|들|그|해|합|얘기|말|자랑|소문)|단다|댔)"
)
_SOMEBODY_ELSE = re.compile(
    rf"(?<![가-힣])(?:{KIN_KO}|옆|이웃|다른|딴|거래처|협력사|고객사|납품처|아는|근처|앞집|윗집|뒷집|경쟁사|같은 ?(?:업종|동네|단지))"
)


def _without_theirs(found: re.Match[str]) -> str:
    """Blanks for what was got, by hearsay, by whom the last subject is: somebody else, or nobody who is named."""
    said = found.group()
    ours = max((one.end() for one in _FIRST_PERSON.finditer(said)), default=0)
    theirs = _SOMEBODY_ELSE.search(said, ours)
    kept = 0 if not ours else theirs.start() if theirs else len(said)
    return said[:kept] + " " * (len(said) - kept)


_OPEN_EN = re.compile(
    r"(?:\b(?:know|sure|certain|idea|say|tell|remember\w*|recall|unclear|unsure|unknown|check(?:ing)?|find out|confirm|verify|ask)\b(?: \w+){0,2}? (?:whether|if|that)|^whether)"
    r"(?! (?:we|i|you|they|it|he|she) (?:can|could|may|might|qualif\w+|would|will|are eligible|fit)\b)[^.?!,;]*\b(?:had|have|got|gotten|received?|been|took|supported|funded|did|ever|first|before|grant|support)\b[^.?!,;]*|"
    r"\b(?:may|might|could) (?:\w+ )?have (?:\w+ )?(?:had|got|gotten|received|been|taken|done)\b[^.?!,;]*|\b(?:possibly|perhaps|maybe) (?:\w+ )?(?:had|got|received|were|was)\b[^.?!,;]*"
)
_IN_DOUBT = re.compile(
    r"\b(?:not|n't|no|nobody|cannot|can't|unsure|unclear|unknown|need|must|have to|may|might|could|possibly|perhaps|maybe|checking|uncertain)\b|n't\b"
)


def _without_what_is_open(text: str) -> str:
    """The text with blanks for earlier support of which it is not known whether there was any, or that is others' by hearsay."""

    def blank(found: re.Match[str]) -> str:
        return " " * len(found.group())

    text = _GOT_HEARD.sub(_without_theirs, text)
    text = _OPEN_KO.sub(blank, text)
    return " ".join(
        _OPEN_EN.sub(blank, one) if _IN_DOUBT.search(one) else one for one in _SENTENCES.split(text)
    )


_DID_THOUGH = re.compile(r"(?<=[가-힣])(하?)(?:긴|기는|기도|기야)(?:하였|했)")


def _prior_support(text: str, squashed: str, own: bool) -> tuple[Known | None, str, str]:
    """Earlier support, and the text with the words on it taken out (they tell no wish)."""
    if (settled := _without_what_is_open(text)) != text:
        text, squashed = settled, squash(settled)
    # "받긴 했어요", "하기는 했는데": it was done
    squashed = _DID_THOUGH.sub(lambda one: "했" if one[1] else "았", squashed)
    heard = _without_other_things(text)
    never = squashed if heard == text else squash(heard)
    nothing = _NO_PRIOR.search(never) or _NO_PRIOR.search(heard)
    if _NEVER_GOT.search(never) or (own and nothing):
        return known("none"), text, squashed
    squashed = _A_PAPER_GOT.sub("#", _GOT_BY_OTHERS.sub("#", squashed))
    match = _PRIOR.search(squashed)
    if match and _OWN_MONEY.search(match.group()) and not _PUBLIC_MONEY.search(match.group()):
        match = None
    if match and _TAKES_APPLICATIONS.search(match.group()):
        match = None  # "포항은 작년에 따로 접수 받았다던데요": who takes them is no company
    told = match and _OF_SUPPORT.search(match.group()) and not _ASKS_OF_OTHERS.search(match.group())
    if match and told and not _OTHERS.match(squashed, match.end()):
        level = match.group("level") or match.group("level2")
        if level is None and (named := re.search(rf"{_BASIC}|{_ADVANCED}", match.group())):
            level = named.group()
        rest = _without_squashed(text, match.group())
        return _level(level), rest, squash(rest)
    told = own and not _OWN_MONEY.search(text)
    # "could we be supported on the advanced track?" asks for it; "what if we only did the basic level?": the past tense of what is supposed
    match = _PRIOR_EN.search(_SUPPOSED_EN.sub(lambda one: " " * len(one.group()), text)) if told else None
    if match and _GOT_EN.search(match.group()) and not _MAY_BE_EN.search(text[: match.start()]):
        word = re.search(r"basic|advanced", match.group(), re.ASCII)
        rest = text[: match.start()] + "#" + text[match.end() :]
        return (
            _level(word.group() if word else None),
            rest,
            squashed if not text.isascii() else rest.replace(" ", ""),
        )
    return None, text, squashed


def beside_earlier_support(text: str) -> str:
    """The text without what is said of earlier support: "기초는 이미 했고" asks for no basic track."""
    squashed = squash(text)
    if not (_SELF_KO.search(squashed) or _SELF_EN.search(text)):
        return text  # "기초 선정기업은 몇 곳": of others
    return without_earlier_support(text)


def without_earlier_support(text: str) -> str:
    """As `beside_earlier_support`, of words that are known to be the writer's own."""
    return _prior_support(text, squash(text), True)[1]


def tells_earlier_support(text: str) -> bool:
    """Whether words that are the writer's own tell of support that it got, or never got."""
    return _prior_support(text, squash(text), True)[0] is not None


def _without_squashed(text: str, words: str) -> str:
    """The text with a mark instead of words that were found in its form without spaces."""
    return re.sub(r"\W*".join(map(re.escape, words)), " # ", text, count=1)


def _level(word: str | None) -> Known:
    if word is None:
        return known("basic", "advanced")
    return known("basic" if re.match(_BASIC, word, re.ASCII) else "advanced")


def _takes_both(text: str) -> bool:
    # The long pattern takes ten times as long as what all of it needs.
    may = _EITHER.search(text) or (_IS_BASIC.search(text) and _IS_ADVANCED.search(text))
    return bool(may and _BOTH.search(text))


# "그럼 기초는 왜 안 되는 거예요": who asks why a level is not to be had wishes for none. "왜냐하면" gives a reason.
_WHY = re.compile(r"왜(?!냐)|어째서|무엇때문에|\b(?:why|how come)\b")


def _without_why(text: str) -> str:
    """The text without the sentences that only ask why."""
    if not _WHY.search(text):
        return text
    return " ".join(
        one for one in _SENTENCES.split(text) if not _WHY.search(one) or _WISHES.search(squash(one) + one)
    )


def _open_level(text: str, squashed: str, *, own: bool, answering: bool) -> Known | None:
    """Intermediate-1 wished for, and nothing that settles the track: then a track that is named settles it no more."""
    squashed = _ONE_OR_TWO.sub(r"\1", squashed)
    wanted = _REFUSED_KO.sub("", squashed)
    settled = any(_is_goal(goal, text, squashed, wanted) for goal in (_ADVANCED_GOAL, _BASIC_GOAL))
    if not (own or answering) or settled or _ADVANCED_LEVEL.search(wanted):
        return None
    for source in (squashed, text):
        for level in (*_INTERMEDIATE_1.finditer(source), *_COLLECTS_LIVE.finditer(source)):
            before, after = source[: level.start()], source[level.end() :]
            if _NO_WISH_BEFORE.search(before) or _NO_WISH_AFTER.match(after):
                continue
            if _WISHED_AFTER.match(after) or _WISHED_BEFORE.search(before):
                return OPEN_LEVEL
    return None


# "real-time으로 설비 control": goals are told in two languages at once.
_GOAL_IN_ENGLISH = re.compile(
    r"(?<![a-z])(?:(?P<live>real[ -]?time)|(?P<control>control(?:ling)?)|(?P<automation>automation)|(?P<process>process)|(?P<machines>equipment|machines?|facilit(?:y|ies)))(?![a-z])|"
    r"(?P<live_ko>리얼 ?타임)|(?P<control_ko>컨트롤|콘트롤)|(?P<automation_ko>오토메이션)"
)
_IN_KOREAN = {
    "live": "실시간",
    "live_ko": "실시간",
    "control": "제어",
    "control_ko": "제어",
    "automation": "자동화",
    "automation_ko": "자동화",
    "process": "공정",
    "machines": "설비",
}


def _target(text: str, squashed: str, own: bool, *, answering: bool) -> Known | None:
    if _HANGUL.search(text) and _GOAL_IN_ENGLISH.search(text):
        text = _GOAL_IN_ENGLISH.sub(lambda found: _IN_KOREAN[found.lastgroup or ""], text)
        squashed = squash(text)
    if answering and (_ANY_LEVEL.search(squashed) or _ANY_LEVEL.search(text)):
        return known("both")
    if _takes_both(squashed) or _takes_both(text):
        return known("both")
    if _ASKS_WHICH.search(text) and not (_FIRST_PERSON.search(text) or _WISHES.search(squashed + text)):
        # "로트 추적만 하면 됩니다. 어느 쪽 됩니까": what asks which tells no wish; what stands before may
        text = " ".join(one for one in _SENTENCES.split(text) if not _ASKS_WHICH.search(one))
        squashed = squash(text)
    text = _without_why(text)
    squashed = squash(text) if _WHY.search(squashed) or not squashed else squashed
    if not (own or answering) or not squashed:
        return None
    if _takes_either(squashed) or _takes_either(text) or _takes_any(text):
        return known("both")
    wishes: set[str] = set()
    # "실시간 제어까지는 아니고 기록만": what is not wished for is no goal
    wanted = _REFUSED_KO.sub("", squashed) if _REFUSES.search(squashed) else squashed
    if _is_goal(_ADVANCED_GOAL, text, squashed, wanted) or _ADVANCED_LEVEL.search(wanted):
        wishes.add("advanced")
    if _is_goal(_BASIC_GOAL, text, squashed, wanted):
        wishes.add("basic")
    if _ELSE_THE_OTHER.search(squashed) or _ELSE_THE_OTHER.search(text):
        return known("both")
    wishes |= {value for value, nothing_else in _NOTHING_ELSE.items() if nothing_else.search(squashed)}
    if wishes:
        wishes |= added_levels(text, squashed)
        return known(*wishes) if len(wishes) == 1 else known("both")
    named = {
        value
        for value, word in (("advanced", _ADVANCED), ("basic", _BASIC))
        if re.search(rf"{_WISHED_THING}{word}", squashed, re.ASCII)
    }
    if len(named) == 1:
        return known(*named)
    now = {value for value, asked in _THIS_TIME.items() if asked.search(squashed) or asked.search(text)}
    if len(now) == 1:
        return known(*now)
    refused = refused_levels(text, squashed)
    if len(refused) == 1 and _names_level(text, squashed, other := _OTHER[next(iter(refused))]):
        return known(other)
    for value, word in (("advanced", rf"(?:{_ADVANCED}|{_AUTOMATION})"), ("basic", _BASIC)):
        if value in refused or not (re.search(word, squashed, re.ASCII) or re.search(word, text, re.ASCII)):
            continue
        # "기초는 시시하고 우리는 고도화 갑니다": the wish belongs to the level beside it
        near = rf"(?:(?!(?<![랑와과도고든나,/·]){_ADVANCED if value == 'basic' else _BASIC})[^.?!]){{0,12}}?"
        if re.search(rf"{word}{near}(?:{_WISH})", squashed, re.ASCII):
            wishes.add(value)
        wished = rf"(?:{_WISH_EN})[^.?!]{{0,40}}{word}|{word}[^.?!]{{0,24}}(?:is what (?:we|i)|our (?:plan|goal|aim|choice|target)|is all|is (?:quite |more than )?(?:enough|plenty|sufficient)|will do|would do|suffices|wanted|only|(?:would |will |could |should )?(?:suits?|fits?|serves?|satisf(?:y|ies)) (?:us|me|our|my|him|her|them)|(?:would|will|is|'s) (?:be )?(?:fine|okay|ok|right|good|best|all right) (?:for|by|with) (?:us|me|him|her|them))"
        alone = _LEVEL_BY_ITSELF.format(level=word)  # "SME, basic level, never supported"
        if re.search(wished, text, re.ASCII) or (
            len(text) > _LONGER_THAN_A_REPLY and re.search(alone, text, re.ASCII)
        ):
            wishes.add(value)
    if len(wishes) == 2 and _ONE_OR_THE_OTHER.search(squashed):
        return None  # "고도화로 넣어야 돼 기초로 넣어야 돼?": asked which, and not wished for both
    return known(*wishes) if len(wishes) == 1 else known("both") if wishes else None


# What an answer to "which level?" needs to name no more than: "로트 관리나 좀 됐으면", "재고만", "the machines, all of it".
_THINGS_KEPT = r"기록|장부|일지|일보|전표|로트|바코드|이력|재고|실적|생산량|전산|컴퓨터|태블릿|엑셀|수기|종이|\b(?:records?|logs?|logbooks?|paper\w*|lots?|batch\w*|barcodes?|stock|inventory|tablets?|spreadsheets?|excel|digiti[sz]\w+|computers?)\b"
_THINGS_RUN = rf"제어|{_AUTOMATION}|자동으로(?!남|기록|집계|쌓|저장|입력|올라|적히|찍히)|로봇|무인|스스로|알아서(?:돌|움직|조절|멈추|제어)|\b(?:control\w*|automat\w+|robots?|unmanned|real-?time)\b"
# One level, or what it is for, and then the other: "basic이든 real-time 제어든", "either basic or automation".
_A_BASIC, _AN_ADVANCED = (
    rf"(?:{_BASIC}|{_THINGS_KEPT})",
    rf"(?<!품질)(?<!품질 )(?<!quality )(?:{_ADVANCED}|{_THINGS_RUN})",
)
_OR = r"(?:[^.?!;]{0,30}?(?:든지?|(?<=[가-힣])나|또는|혹은|거나|아니면|/|\bor\b)[^.?!;]{0,20}?)"
_THE_ONE_OR_THE_OTHER = re.compile(rf"{_A_BASIC}{_OR}{_AN_ADVANCED}|{_AN_ADVANCED}{_OR}{_A_BASIC}", re.ASCII)
# ... where it is said that either is well; "둘 다 되나요" asks.
_EITHER_IS_WELL = re.compile(
    r"(?:둘 ?다|모두|[든나] ?다|아무거나|암거나|뭐든|어느 ?쪽이든|any|both) ?(?:좋|괜찮|ok|오케이|오키|fine|good|환영|무방)(?!을까|은가|나요|은지)|상관(?:이|은)? ?(?:없|x)(?!나|을까|이|는지)|무관(?!하게|한가|한지)|아무거나|암거나|"
    r"[든나] ?(?:괜찮|좋|ok|오케이|fine)(?!을까|은가|나요|은지)|"
    r"\b(?:no (?:strong |real |particular )?preference|don't (?:mind|care)|(?:doesn't|does not|don't) matter|not fussy|whichever|whatever|both (?:are |is |would be )?(?:fine|ok|okay|good|welcome|acceptable|all right|suit)|"
    r"(?:happy|fine|ok|okay|content|satisfied) with)\b"
)
_EITHER_BEFORE = re.compile(r"(?<!is )(?<!are )(?<!can )(?<!does )(?<!for )(?<!on )\beither\b[^,]{0,24}$")
_SUITS_EN = re.compile(
    r"\b(?:is|are|would be|will be|'s|sounds?) (?:equally |just |perfectly )?(?:fine|ok|okay|good|great|all right|alright|acceptable|welcome|possible for us)|\b(?:works?|suits?|will do|would do|would work|would suit)\b"
)
_ANY_IS_WELL = re.compile(
    r"(?:수준|단계|레벨|level)(?:은|는|이야|엔|에는)? ?(?:뭐든|딱히|전혀|아무)? ?(?:상관(?:이|은)? ?없|무관)(?!나|을까|이|는지|하게|한[가지])|\bany (?:level|of the (?:two |three )?levels) (?:will do|would do|suits|works|is (?:fine|ok|okay|good))\b"
)
_CLAUSES = re.compile(r"[^.?!;]+")
_NO_CHOICE = re.compile(
    r"\b(?:do|does|should|must|can|could|need|not|instead|rather|and|but|want\w*)\b|n't|말고|아니라|보다|빼고|[는은인]데|지만|원[해하]|싶"
)


# Both levels side by side, and a wish for what they share: "기초 수준이든 고도화든 가능한 쪽으로", "기초와 고도화 모두 검토 중".
_LEVEL_WORD = r"(?: ?(?:수준|단계|유형|형|트랙|levels?|tracks?|types?))?"
_SIDE_BY_SIDE = tuple(
    re.compile(
        rf"(?P<before>(?:[^.?! ]+ ){{0,5}})(?:{one}){_LEVEL_WORD}(?:(?P<any>(?:이?든지?|이?나|이?라도(?: ?좋고)?|으?로 ?(?:해도|가도)(?: ?(?:되고|좋고))?)[ ,]*|,? (?:또는|혹은|or)(?: the)? )|(?:이?랑|하고|[와과]|,|/| ?·| and(?: the)?| as well as(?: the)?) ?)"
        rf"(?:{other}){_LEVEL_WORD}(?P<rest>[^.?!]{{0,40}})",
        re.ASCII,
    )
    for one, other in ((_BASIC, _ADVANCED), (_ADVANCED, _BASIC))
)
_WISHED_FOR_ANY = re.compile(
    r"희망|원[하해함합]|(?:가능한|되는) ?(?:쪽|것|걸|거|대로)|상관|무관|무방|좋(?!은지|을까|나요)|괜찮|추진|하려|할게|하고 ?싶|해도|고려|검토|관심|생각|열어|염두|아무|\b(?:whichever|whatever|fine|ok|okay|either|mind)\b"
)
_WISHED_FOR_BOTH = re.compile(
    r"^[^,]{0,4}(?:둘 ?다|모두|전부|다(?= )|양쪽)[^?]{0,12}?(?:희망|원[하해함합]|추진|하려|하고 ?싶|고려|검토|관심|생각|열어|염두)|^ ?(?:을|를|에)? ?(?:고려|검토|관심|염두|열어)"
)
_CONSIDERS_EN = re.compile(
    r"\b(?:both|consider\w*|thinking (?:about|of)|looking at|interested in|open to|weighing)(?: both)?(?: the)? $"
)
_WHICH_ONE = re.compile(
    rf"뭐|뭘|무엇|어느|어떤|어떻게|차이|얼마|언제|몇|어디|왜|(?<!상관)(?<!상관이 )(?<!상관 )(?<!관계)(?<!관계 )없|않|{_BASIC}|{_ADVANCED}|\b(?:which|what|how|differ\w*|should)\b",
    re.ASCII,
)


def _takes_any(text: str) -> bool:
    """Whether both levels are named side by side, and what is wished for is said of the two."""
    for found in (one for pattern in _SIDE_BY_SIDE for one in pattern.finditer(text)):
        rest = found["rest"]
        if _WHICH_ONE.search(rest):
            continue  # "기초나 고도화나 뭐가 좋아요"
        if (_WISHED_FOR_ANY if found["any"] else _WISHED_FOR_BOTH).search(rest) or _CONSIDERS_EN.search(
            found["before"]
        ):
            return True
    return False


def _takes_either(text: str) -> bool:
    """Whether the levels are named as ways of which either is well."""
    if _ANY_IS_WELL.search(text):
        return True
    for says in _CLAUSES.findall(text):
        if not (_EITHER_IS_WELL.search(says) or "either" in says):
            continue
        for found in _THE_ONE_OR_THE_OTHER.finditer(says):
            before, after = says[: found.start()], says[found.end() :]
            if _NO_CHOICE.search(found.group()):
                continue  # "happy with basic, or do we need automation"
            if _EITHER_IS_WELL.search(f"{before} # {after}"):
                return True
            if _EITHER_BEFORE.search(before) and _SUITS_EN.search(after):
                return True
    return False


# "이번에도 기초로 또 될까요": of this time, it is asked of the level wanted; "기초로 또 할 수 있을까요" only what is allowed.
_THIS_TIME = {
    value: re.compile(
        rf"이번(?:에|엔|에는|에도)?[^.?!,]{{0,4}}?{word}(?:수준|단계|트랙|유형|쪽)?(?:으로|로)[^.?!,]{{0,10}}?(?:될|되[나는려겠까]|됩|돼|댈|가능|할수|받을수)|"
        rf"\b(?:get|do|have|join|take|go for|apply for)\b (?:\w+ ){{0,3}}?{word}(?: \w+){{0,3}}? this time\b",
        re.ASCII,
    )
    for value, word in (("advanced", _ADVANCED), ("basic", _BASIC))
}
# "고도화가 안 되면 기초로라도", "advanced, failing that basic": the one, else the other.
_NOT_TO_BE_HAD = r"(?:안되|안돼|못하|못되|힘들|어려우|무리이?|떨어지|벅차|정안되|여의치않으|부담되|부담이?스러우|부담이?되|안맞으|과하)(?:거든|시)?면|아니면"
_ELSE_THE_OTHER = re.compile(
    rf"(?:{_ADVANCED}|{_AUTOMATION})[가-힣]{{0,6}}?(?:{_NOT_TO_BE_HAD}),?[가-힣]{{0,4}}?{_BASIC}(?![가-힣]{{0,8}}(?:나요|까|인가|죠))|"
    rf"{_BASIC}[가-힣]{{0,6}}?(?:{_NOT_TO_BE_HAD}),?[가-힣]{{0,4}}?{_ADVANCED}(?![가-힣]{{0,8}}(?:나요|까|인가|죠))|"
    r"둘(?:중|가운데)(?:에|에서)?(?:아무거나|아무쪽|어느쪽|되는|하나)[가-힣]{0,6}?(?:쪽|거|걸|것|하나|라도|든|만)[가-힣]{0,4}(?:하려|하고싶|할게|할래|하겠|원|되면|좋|가려|가고|신청하려|넣으려|넣고)|"
    r"\badvanced\b[^.?!]{0,24}\b(?:failing that|otherwise|if not|if (?:that|it) (?:fails|does not work|doesn't work|is not possible|isn't possible)|or else)\b[^.?!]{0,16}\bbasic\b|"
    r"\b(?:take|accept|happy with|fine with|settle for|content with|do|ok(?:ay)? with) (?:either|whichever)\b(?! (?:way|case))",
    re.ASCII,
)
# "고도화 아니면 안 한대요", "자동화까지 아니면 의미 없대요": the one, or none. "고도화 아니면 안 되나요" asks.
_NOTHING_ELSE = {
    value: re.compile(
        rf"{word}[가-힣]{{0,4}}?(?:아니면|아닐거면|아닌이상|못[가-힣]{{1,2}}면|안[하되]면)(?:아예|그냥|전혀|굳이|별로|절대)*"
        r"(?:안(?:하(?!나|면|는게|는거|죠)|한다|한대|합니|해(?!도|[주줘준줄])|할)|(?:의미|소용|관심|필요|생각|할이유)(?:가|이|는|도)?없(?!나|을까|는지|냐|는건가)|싫)"
    )
    for value, word in (("advanced", rf"(?:{_ADVANCED}|{_AUTOMATION})"), ("basic", _BASIC))
}
# A level beside the one that was wished for: "안되면 기초라도요", "fine with the basic level as well".
_ADDED_KO = r"(?:단계|수준|트랙|쪽|형|유형|거|걸)?(?:(?:으로|로)?(?:이)?라도|(?:으로|로)?도(?:좋|괜찮|상관|무방|오케이|ok|관심|고려|염두|열어|환영|감지덕지|만족|할(?:의향|생각|마음)|(?:같이|함께|동시에)?(?:생각(?:중|하|해)|검토)|(?:같이|함께|동시에)(?:하(?!면|나|는)|해(?!도)|가려|가고|넣으려|넣고|신청하려|준비)))"
_ADDED_EN = (
    r"{level}\b[^.?!,;]{{0,32}}?\b(?:also|as well|too(?=\W*$|[.,;!?]))|"
    r"\b(?:also|equally|just as|happily|gladly|even)\b(?: \w+){{0,6}}? (?:the |an? )?{level}\b(?! (?:and|or)\b)|"
    r"\b(?:failing that|otherwise|if not|or else|fall ?back\w*(?: on| to| is)?|at least)[,:]? (?:the |just |simply |at least |even |an? )*{level}\b"
)


def added_levels(text: str, squashed: str) -> set[str]:
    """Levels that are named as good enough too, beside another one."""
    return {
        value
        for value, word in (
            ("advanced", rf"{_ADVANCED}|{_AUTOMATION}|real-?time control|equipment control"),
            ("basic", _BASIC),
        )
        if re.search(f"(?:{word}){_ADDED_KO}", squashed)
        or re.search(_ADDED_EN.format(level=f"(?:{word})"), text)
    }


# The same is asked of one and of the other.
_ONE_OR_THE_OTHER = re.compile(
    r"(?:기초|고도화)[가-힣]{0,4}?(?:으?로|에|[을를이가])([가-힣]{2,7}),?(?:기초|고도화)[가-힣]{0,4}?(?:으?로|에|[을를이가])\1"
)
_OTHER = {"advanced": "basic", "basic": "advanced"}
_NOT_WISHED = r"(?:언감생심|꿈도못|엄두(?:도|가)?(?:안|못)|(?:너무|아직|좀|영)*(?:부담(?!없|이?안|은?없|이?없|되지)|벅차|버겁|무리[라고이여]|과[하해한]|과분|힘들(?!까|나|지)|어렵(?!나|지)|어려(?:워|울것)|시기상조|이르(?!면))|포기|접(?:고|었|어)|관두|그만두|나중|다음에|필요없|말고|아니(?:고|라|어도|구요?|며)|아닌|됐고|빼고|대신|안하|안할|싫|(?:할)?(?:계획|생각|마음|관심|필요|여력)(?:에는?|이|은|는|도|까지는?)?(?:아직|전혀)?없|(?:원하|바라)지(?:는|도)?않)"
_REFUSES = re.compile(_NOT_WISHED)
_SAID_ON = r"(?:[고구며]|[은는]데|지만|으니|[어아]서|[어아]요|습니다)?"
_REFUSED_KO = re.compile(
    rf"[^.?!,]{{0,30}}?(?:까지(?:는|도)?|까진){_NOT_WISHED}{_SAID_ON}|"
    rf"[^.?!,]{{0,30}}?(?:그런|이런|저런|그딴|거창한)(?:건|거는?|것들?은|[것거]까지(?:는|도)?)(?:다|우린|우리는|저희는|저흰|저희한테는?|우리한테는?)?{_NOT_WISHED}{_SAID_ON}|"
    rf"[가-힣]{{0,6}}(?:자동화|제어|무인화?|로봇|원격)[가-힣]{{0,4}}?(?:은|는|이|가|도){_NOT_WISHED}{_SAID_ON}"
)


def _is_goal(goal: re.Pattern[str], text: str, squashed: str, wanted: str) -> bool:
    """Whether a goal is named in a text, or in what is `wanted` of it: in Korean, what is left without the refused."""
    return bool(goal.search(wanted) or (wanted == squashed and goal.search(text)))


# "바라는 건 기초 단계고요": what is wished for stands before the level.
_WISHED_THING = r"(?:바라|원하|희망하|생각하|하려|하려고하|목표하|노리|필요로하)는(?:건|거는|것은|게|것이|쪽은|수준은|단계는|목표는)(?:일단|그냥|딱|우선)?"


def refused_levels(text: str, squashed: str) -> set[str]:
    """Levels that the company says it does not want: "기초 말고 고도화", "not advanced, just basic"."""
    korean = rf"(?:수준|단계|트랙|유형)?(?:은|는|이|가|를|을|까지는?|까진|까지도)?{_NOT_WISHED}"
    english = r"(?:\b(?:drop|dropp|ditch|scrap|skip|skipp|abandon|forget|shelv|leav|giv|gav|forgo|forgot|cancel)(?:e|ed|ing|es|s)?(?: up)?(?: on| out| aside)?(?: about| with)?|\bnot (?:interested in|looking for|going for|aiming for|after|for)|\bnot|n't (?:want|need)|no|nothing|without|instead of|rather than)(?: the| an?| our| any| that)? "
    return {
        value
        for value, word in (("advanced", rf"(?:{_ADVANCED}|{_AUTOMATION})"), ("basic", _BASIC))
        if re.search(word + korean, squashed) or re.search(english + word, text)
    }


_LONGER_THAN_A_REPLY = 24
_LEVEL_BY_ITSELF = (
    r"(?:^|[.,;/·] ?|\b(?:and|but) )(?:(?:also|just|only|simply|the|a) )*{level}(?:[ -](?:level|track|stage))?(?: (?:smart factory|project|only|is all|wanted|for us|please))*(?=[.,;/·] ?|$)|"
    r"{level}(?:단계|수준|급|쪽|형|트랙)?(?:이?고요|이?구요|요|입니다|이에요|예요|임)(?=[ .,!]|$)"
)


# A level that is named beside a company's description is what it wants, whatever the verb, unless it is asked about
# or the programme's: "기초 트랙 공고를 봤는데", "they say basic pays 60 million".
# "Basic" alone is also a word like others ("the basics of it"); a level where it ends what is said or goes on so.
_AS_A_LEVEL = (
    r"(?:(?<!basic)(?<!advanced)|(?=[가-힣]|\W*$|[ -](?:level|track|stage|one|tier|type|smart|setup|system|version|digitali[sz]ation|digiti[sz]ation|package|for|to start|to begin|"
    r"please|first|now|only|this|instead|would|will|suits?)\b))"
)
_LEVEL_NAMED = (
    ("advanced", re.compile(rf"{_ADVANCED}{_AS_A_LEVEL}", re.ASCII)),
    ("basic", re.compile(rf"{_BASIC}{_AS_A_LEVEL}(?! ?(?:화장|소재|화학|원료|의약|공사|케어|상식|통계|대사|유분))", re.ASCII)),
)  # fmt: skip
_GOES_ON = re.compile(r"(?<=[가-힣][가-힣]고) ")
_NOT_DECLARED = re.compile(
    r"\?|공고|접수|마감|모집|한도|지원금|신청서|얼마|[가나까죠냐]요?[ .!]*$|가능|자격|되[나는니]|될|됩니|[돼되]요|는지|은지|인지|모르|몰라|헷갈|궁금|고민|알려|어떤|무슨|어느|뭐[가예에인를야냐]|뭘|무엇|뭔|차이|라는 ?(?:게|것|말)|보[니았]|봤|알고|주[는던]|준다|있던|나와|나왔|뽑|빼고|말고|아니(?!면)|싫|필요 ?없|못|안 |부담|벅차|벅찬|과하|무리|어렵|엄두|무서|"
    r"(?:^|[,;] )(?:do|does|is|are|can|could|may|would|will|should)\b|\b(?:what|which|how|when|whether|if|not|no|nor|than|without|instead|wonder\w*|between|differ\w*|pays?|gets?|gives?|closed|ended|too|overkill|beyond|open\w*|article|notice|n't)\b|n't\b",
)


def _declared_level(text: str) -> Known | None:
    """The one level that is named where the writer tells and asks nothing: "기초 수준부터 밟아보려는데"."""
    named = {
        level
        for part in _says(text)
        for says in _GOES_ON.split(part)
        if not _NOT_DECLARED.search(says) and not _HEARSAY.search(says) and not any(map(str.isdigit, says))
        for level, pattern in _LEVEL_NAMED
        if pattern.search(says)
    }
    return known(*named) if len(named) == 1 else None


_AS_A_GOAL = re.compile(
    r"정도|수준|만(?=$|[.,!요이할해되된])|까지|부터|[됐했였]으면|되면|하면|싶|대신|바라|바람|꿈|소원|욕심|목표|하자[고네는]|생각|할래|하려|"
    r"\b(?:only|just|would|want|like|enough|instead|dream|hope|need|goal|happy|aim|plan|all we|mainly)\b"
)


def _goal_named(text: str, squashed: str) -> Known | None:
    """The level that the things named are of, where one was asked for and nothing of the other is named."""
    if not _AS_A_GOAL.search(squashed if not squashed.isascii() else text):
        return None
    return _level_of_things(text, squashed)


def _level_of_things(text: str, squashed: str) -> Known | None:
    wanted, refused = _REFUSED_KO.sub("", squashed), refused_levels(text, squashed)
    named = {
        level
        for level, things in (("advanced", _THINGS_RUN), ("basic", _THINGS_KEPT))
        if level not in refused and re.search(things, wanted if not squashed.isascii() else text)
    }
    return known(*named) if len(named) == 1 else None


# "바코드로 이력 남기는 정도면 돼요", "just barcodes on the lots would do": so much is all that is wished for.
_WOULD_DO = re.compile(
    r"(?:정도|수준|까지)(?:만)?(?:면|만)? ?(?:[돼되됩됐]|충분|족|괜찮|만족|해결|바라|원[해하합]|있으면|하면|좋)|만 ?(?:[가-힣]{1,3}면 ?(?:[돼되됩됐]|충분|족|좋|괜찮)|있으면|되면|하면|돼도|할 ?수 ?있으면|바라|바랍|원[해하합])|\b(?:only|just|all we|nothing more|would do|(?:is|are|be) (?:enough|plenty|fine)|suffic\w+)\b"
)


def _enough(text: str) -> Known | None:
    """The level of the things that are said to be enough, where nothing is asked of them."""
    for says in _says(text):
        wished = _WOULD_DO.search(says) or (_WISHES.search(says) and _RUN.search(says))
        if wished and not _ASKS_OF_THINGS.search(says) and not _HEARSAY.search(says):
            return _level_of_things(says, squash(says))
    return None


# "기계 제어까지 실시간으로 가고 싶네요"
_RUN = re.compile(r"제어|무인|\b(?:control(?:led)?|unmanned|unattended)\b")
_ASKS_OF_THINGS = re.compile(
    r"[?]|[나까]요?[ .!]*$|기초|고도화|무슨|어느|어떤|몇|얼마|단계|\b(?:which|what|is it|basic|advanced|level|track)\b"
)


def _names_level(text: str, squashed: str, value: str) -> bool:
    word = _ADVANCED if value == "advanced" else _BASIC
    return bool(re.search(word, squashed) or re.search(word, text))


# "고도화 트랙이요", "the basic one please": a reply with the word that the question is about.
_TRACK_REPLIED = (
    r"[\s-]*(?:유형|트랙|형|쪽|track|tier|type|option|one)(?:으로|로)?(?:이?요|이?에요|예요|입니다|임|할게요|하겠습니다|하고싶(?:어요|습니다))?"
    r"(?:[\s,]*(?:please|then|thanks|for us))*\W*$"
)


def _bare_level(text: str, squashed: str, *, answering: bool) -> Known | None:
    """While the company is being judged, a level named without a question is what it wants: "기초 수준이요"."""
    if _WHY.search(text):
        text = _without_why(text)
        squashed = squash(text)
    replied = rf"{_TRACK_REPLIED}|" if answering else ""
    levels = {
        value
        for value, word in (("advanced", _ADVANCED), ("basic", _BASIC))
        if any(
            re.search(rf"{word}(?:{replied}(?!\s*(?:{_ASKED_OF_TRACK})))", source, re.ASCII)
            for source in (squashed, text)
        )
    }
    return known(*levels) if len(levels) == 1 and ("?" not in text or _IF_WE_TAKE.search(text)) else None


# "what if we chose basic?"
_IF_WE_TAKE = re.compile(
    rf"\bif (?:we|i|they) (?:just |only |rather |then |instead )?(?:choose|chose|pick(?:ed)?|take|took|do|did|go|went|apply|applied|tr(?:y|ied)|select(?:ed)?|enter(?:ed)?|aim(?:ed)?)(?: (?:for|with|on|under|to))?(?: (?:the|an?|only|just))* (?:{_ADVANCED}|{_BASIC})",
    re.ASCII,
)


def _dealings(text: str, squashed: str) -> Known | None:
    if _DEALINGS_NO.search(squashed) or _DEALINGS_NO.search(text):
        return known(False)
    if _DEALINGS_YES.search(squashed) or _DEALINGS_YES.search(text):
        return known(True)
    return None


_SO_FAR = 200  # characters before a place that say what it is


def _own_places(
    text: str, places: tuple[Place, ...], *, described: bool, answering: bool, offices: bool
) -> tuple[Place, ...]:
    """The places of the company's factory. `offices`: where only the office is named, it counts."""
    ours: list[Place] = []
    denied = frozenset[str]()
    for place in places:
        after = re.sub(r"\s+", "", text[place.end : place.end + 24])
        so_far = text[max(0, place.start - _SO_FAR) : place.start]
        before = re.sub(r"\s+", "", so_far[-24:])
        any_firm = _ANY_FIRM.search(so_far)
        if any_firm and not (_FIRST_PERSON.search(text) or _IS_SAID_OF.search(so_far[: any_firm.start()])):
            continue
        if _MOVED_TO.match(after) or _MOVED_TO_EN.search(so_far):
            return (place,)
        if _HEAD_OFFICE.search(so_far.rstrip()) and re.match(r"이?라?면", after):
            continue
        if _ABOUT_SUPPLIERS.search(so_far):
            continue
        if _LIVES_THERE.match(after) or _LIVES_THERE_EN.search(so_far):
            continue
        if _KIN_LIVE_THERE.match(text, place.end):
            continue
        if _TRADES_THERE.match(after) or _TRADES_THERE_EN.search(so_far):
            continue
        if len(places) > 1 and _ONLY_THERE.match(after):
            # "구미랑 포항만 되는 거예요? 저희 영천 공장은요"
            ours = [one for one in ours if not _LISTED.fullmatch(text[one.end : place.start].strip())]
            continue
        if _NOT_THERE.match(after) or _NOT_IN.search(so_far):
            denied |= place.choices
            continue
        if re.match(r"에(?:공장이?|회사가?)있으면", after) and not _FIRST_PERSON.search(text):
            continue
        is_ours = (
            described
            or re.match(r" ?(?:is )?where (?:our|we|the plant)", text[place.end :])
            or answering
            or _PLACE_IS_OURS.match(after)
            or _PLACE_IS_OURS_BEFORE.search(before)
            or _PLACE_EN.search(so_far)
        )
        if is_ours:
            ours.append(place)
    if len(ours) == 2 and not (_ONE_OF_THEM.search(text) or _TAKES_BACK.search(text)):
        # "the sales people are in Seoul, the presses in Gwangyang": of several places, the one of the machines
        at_work = [one for one in ours if _AT_WORK.search(_say_of(text, one))]
        ours = at_work or ours
    # "부산 옆 울산", "부산 기초에": beside where the factory is, or a region's track, where another place is named
    there = [one for one in ours if not _is_beside(text, one)]
    ours = [_without(one, denied) for one in there or ours]
    ours = [one for one in ours if one.choices - denied] or ours  # "화성이 아니라 구미에 있습니다. 화성은 …"
    at_offices = [one for one in ours if is_office(text, one)]
    if at_offices == ours and (_NAMES_FACTORY.search(text) or not offices):
        return ()  # "공장은 …, 사무실은 부산": the factory is elsewhere, in a place that was not read
    of_offices = {one.choices for one in at_offices}
    elsewhere = [one for one in ours if one.choices not in of_offices]
    if len(elsewhere or ours) == 1 and _METROPOLITAN.search(text):
        elsewhere = [_without(one, one.choices - _METROPOLITAN_CITIES) for one in elsewhere or ours]
    again = [
        one
        for one in elsewhere
        if any(one.choices == other.choices for other in places if other.start < one.start)
    ]
    if again and elsewhere[-1] in again and len({one.choices for one in again}) == 1:
        elsewhere = again  # "1공장 인천, 2공장 원주인데 원주에 하려고요": the plant that is come back to
    return _with_neighbours(text, places, tuple(elsewhere or ours))


# Where the making is done, by what stands or is done there.
_AT_WORK = re.compile(
    r"(?<!스마트)(?<!스마트 )공장|기계|설비|장비|(?<!파이프)라인|생산|제조|찍|깎|사출|가공|조립|작업장|제작|현장|프레스|선반|밀링|압출기|가마|화로|재봉틀|직기|오븐|용광로|"
    r"\b(?:plants?|factor(?:y|ies)|machines?|machinery|presses|lathes|lines?|looms|furnaces?|kilns?|ovens|moulds?|production|manufactur\w+|workshop|shop floor|sewing floor|made|makes?|produced?|assembl\w+|equipment|foundry|mill)\b"
)


def _say_of(text: str, place: Place) -> str:
    """What is said around a place: from the pause before it to the pause after it."""
    start = 0
    for says in _says(text):
        if start <= place.start < start + len(says):
            return says
        start += len(says)
    return ""


def is_office(text: str, place: Place) -> bool:
    """Whether a place is where an office is, and no factory: "본사는 서울", "대전은 본사고"."""
    so_far = text[max(0, place.start - _SO_FAR) : place.start]
    return bool(_HEAD_OFFICE.search(so_far.rstrip()) or _IS_HEAD_OFFICE.match(text[place.end :]))


def _is_beside(text: str, place: Place) -> bool:
    after = squash(text[place.end : place.end + 24])
    so_far = text[max(0, place.start - _SO_FAR) : place.start]
    return bool(_BESIDE_IT.match(after) or _BESIDE_IT_EN.search(so_far) or _ITS_TRACK.match(after))


def _without(place: Place, denied: frozenset[str]) -> Place:
    """A name of several places, without those that are ruled out: "Gwangju, not the one in Gyeonggi"."""
    left = place.choices - denied
    return replace(place, choices=left) if left else place


def _with_neighbours(text: str, places: tuple[Place, ...], ours: tuple[Place, ...]) -> tuple[Place, ...]:
    """ "대구와 구미에 공장이": a place listed beside one of the company's is the company's too."""
    found = {one.start: one for one in ours}
    for one, following in pairwise(places):
        listed = _LISTED.fullmatch(text[one.end : following.start].strip())
        if listed and (one.start in found) != (following.start in found):
            found = {one.start: one, following.start: following} | found
    return tuple(found[start] for start in sorted(found))
